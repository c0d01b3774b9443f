// Tells many runs of the end of one signal. A signal looks through all of its listeners for each that is added, which thousands of
// runs would feel; here it has one.

/** Who hears of it. */
export interface Abortable {
  abort(): void
}

const listeners = new WeakMap<AbortSignal, Set<Abortable>>()

/** Has the listener aborted when the signal is, at once if it is already. */
export function onAbort(signal: AbortSignal | undefined, listener: Abortable): void {
  if (signal === undefined) return
  if (signal.aborted) listener.abort()
  else (listeners.get(signal) ?? listenTo(signal)).add(listener)
}

/** Forgets a listener of {@link onAbort}. */
export function offAbort(signal: AbortSignal | undefined, listener: Abortable): void {
  if (signal !== undefined) listeners.get(signal)?.delete(listener)
}

function listenTo(signal: AbortSignal): Set<Abortable> {
  const known = new Set<Abortable>()
  listeners.set(signal, known)
  const tell = (): void => {
    for (const listener of [...known]) listener.abort()
  }
  signal.addEventListener('abort', tell, { once: true })
  return known
}
