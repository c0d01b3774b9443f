// Makes fake requests at a steady pace, and one at a time.
import { pause } from './clock/clocked-wait.ts'
import type { LiveClock } from './clock/live-clock.ts'

/** How to make them. */
export interface FakeTrafficOptions {
  readonly clock: LiveClock
  /** Milliseconds from one to the next. */
  readonly frequency: number
  readonly signal: AbortSignal
  /** Must not reject. */
  readonly make: () => Promise<void>
  /** Told how many were left out, since the one before took too long. */
  readonly onMissed: (count: number) => void
}

/** Makes one at once, and then every so often, until the signal is aborted. */
export async function makeFakeTraffic(options: FakeTrafficOptions): Promise<void> {
  const { clock, frequency, signal, make, onMissed } = options
  let due = clock.monotonic()
  while (!signal.aborted) {
    await make()
    due += frequency
    // By the plan and not by the end of the last one, so that the pace is kept; what is past is not made up for.
    const missed = Math.max(0, Math.ceil((clock.monotonic() - due) / frequency))
    if (missed > 0) onMissed(missed)
    due += missed * frequency
    try {
      await pause(Math.max(0, due - clock.monotonic()), clock, signal)
    } catch {
      // The signal was aborted, which is the end.
      return
    }
  }
}
