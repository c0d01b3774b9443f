// Makes the fake requests of a case at a steady pace, and one at a time: in this process, and among all that share the work.
import type { ScenarioTarget } from '../scenario/index.ts'
import type { Announcements } from './announcements.ts'
import type { LiveBus } from './bus/live-bus.ts'
import { pause } from './clock/clocked-wait.ts'
import type { LiveClock } from './clock/live-clock.ts'
import { describeError } from './execution/outcome.ts'
import { requireTarget } from './execution/require-target.ts'
import type { WatchedCase } from './watched-case.ts'

/** How to make them. @internal */
export interface FakeTrafficOptions {
  readonly bus: LiveBus
  readonly clock: LiveClock
  /** Milliseconds from one to the next. */
  readonly frequency: number
  readonly target: ScenarioTarget | undefined
  readonly signal: AbortSignal
  readonly announcements: Announcements
}

/** Makes one at once, and then every so often, until the signal is aborted. Does not reject. */
export async function makeFakeTraffic(watched: WatchedCase, options: FakeTrafficOptions): Promise<void> {
  const { clock, frequency, signal, announcements } = options
  let due = clock.monotonic()
  while (!signal.aborted) {
    if (watched.active && (await isOurs(watched, options))) await makeOne(watched, options)
    due += frequency
    // By the plan and not by the end of the last one, so that the pace is kept; what is past is not made up for.
    const missed = Math.max(0, Math.ceil((clock.monotonic() - due) / frequency))
    if (missed > 0) {
      const left = `${missed} fake requests of ${watched.name} were left out`
      announcements.problem('missed-request', `${left}: the one before took too long.`)
    }
    due += missed * frequency
    try {
      await pause(Math.max(0, due - clock.monotonic()), clock, signal)
    } catch {
      // The signal was aborted, which is the end.
      return
    }
  }
}

async function isOurs({ name }: WatchedCase, { bus, announcements }: FakeTrafficOptions): Promise<boolean> {
  try {
    return await bus.takeTurn(name)
  } catch (error) {
    const { message } = describeError(error)
    announcements.problem('bus', `A fake request of ${name} was left out, since the bus has trouble: ${message}`)
    return false
  }
}

async function makeOne(watched: WatchedCase, { target, signal, announcements }: FakeTrafficOptions): Promise<void> {
  try {
    await watched.makeFakeRequest({
      signal,
      get target(): ScenarioTarget {
        return requireTarget(target)
      },
    })
  } catch (error) {
    if (signal.aborted) return
    const { message } = describeError(error)
    announcements.problem('fake-request', `A fake request of ${watched.name} failed: ${message}`)
  }
}
