// Tells many runs of the end of one signal. A signal looks through all of its listeners for each that is added, which thousands of
// runs would feel; here it has one.

const callbacks = new WeakMap<AbortSignal, Set<() => void>>()

/**
 * Calls back when the signal is aborted, at once if it is already.
 *
 * @returns Takes the callback away.
 */
export function onAbort(signal: AbortSignal | undefined, callback: () => void): () => void {
  if (signal === undefined) return () => {}
  if (signal.aborted) {
    callback()
    return () => {}
  }
  const known = callbacks.get(signal) ?? listenTo(signal)
  known.add(callback)
  return () => known.delete(callback)
}

function listenTo(signal: AbortSignal): Set<() => void> {
  const known = new Set<() => void>()
  callbacks.set(signal, known)
  const tell = (): void => {
    for (const callback of [...known]) callback()
  }
  signal.addEventListener('abort', tell, { once: true })
  return known
}
