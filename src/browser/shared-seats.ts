// The browsers of this process that outlive a test file: starting one takes longer than most files do.

/** A browser with all that belongs to it. */
export interface Seat {
  /** Whether the browser is gone. */
  readonly isEnded: boolean
  close(): Promise<void>
}

const key = Symbol.for('pushwright.browsers')

/**
 * The seat of this name; it is opened by the first who asks, and again after it has ended. It ends with the process: its
 * supervisor notices.
 *
 * @param name - Tells apart browsers that cannot serve for each other.
 */
export async function sharedSeat<T extends Seat>(name: string, open: () => Promise<T>): Promise<T> {
  const holder = globalThis as { [key]?: Map<string, Promise<Seat>> }
  holder[key] ??= new Map()
  const seats = holder[key]
  const known = seats.get(name) as Promise<T> | undefined
  const seat = await known?.catch(() => undefined)
  if (seat !== undefined && !seat.isEnded) return seat
  // Somebody else may have opened the next one meanwhile.
  if (known !== undefined && seats.get(name) === known) seats.delete(name)
  const next = (seats.get(name) as Promise<T> | undefined) ?? open()
  seats.set(name, next)
  await seat?.close()
  return next
}
