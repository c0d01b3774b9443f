// What instrumented code calls, in the middle of its own work: it is never thrown at, and never kept waiting.
import { randomUUID } from 'node:crypto'
import type { Announcements } from './announcements.ts'
import type { LiveBus, SignalEvent } from './bus/live-bus.ts'
import type { AnyCase, TriggerOptions } from './case/case.ts'
import type { LiveClock } from './clock/live-clock.ts'
import { currentTest } from './context/current-test.ts'
import { describeError } from './execution/outcome.ts'
import { isArgs, isTestId, type LiveTest, mostLevels } from './live-test.ts'
import { Outbox } from './outbox.ts'

/** What a signal is sent with. */
export interface SignalOptions {
  /** Default: the id of the current test. With a key, a signal is sent without a test too. */
  readonly key?: string
}

/** What it needs. */
export interface InstrumentationOptions {
  readonly bus: LiveBus
  readonly clock: LiveClock
  readonly announcements: Announcements
  /** The process. */
  readonly source: string
  /** How much is sent at a time. Default 30. */
  readonly concurrency?: number | undefined
  /** How much waits at most. Default 1,000. */
  readonly limit?: number | undefined
}

/** Makes tests and signals, and hands them to the bus. */
export class Instrumentation {
  readonly #options: InstrumentationOptions
  readonly #outbox: Outbox
  #sequence = 0

  constructor(options: InstrumentationOptions) {
    const { announcements, concurrency = 30, limit = 1000 } = options
    this.#options = options
    this.#outbox = new Outbox({
      concurrency,
      limit,
      onFailed: (error) => announcements.problem('bus', describeError(error).message),
      onDropped: () => announcements.problem('dropped', 'Too many tests and signals wait to be sent.'),
    })
  }

  /** Hands something to the bus, soon. */
  hand(send: (bus: LiveBus) => Promise<void>): void {
    this.#outbox.put(() => send(this.#options.bus))
  }

  /** Waits until everything is sent, or could not be. */
  flush(): Promise<void> {
    return this.#outbox.flush()
  }

  /** @param lifetime - Milliseconds until the test expires. */
  makeTest(caseName: string, lifetime: number, { id, args = [] }: TriggerOptions<readonly unknown[]>): LiveTest {
    const { clock, announcements } = this.#options
    const issuedAt = clock.now()
    const wanted = id?.toWellFormed() ?? randomUUID()
    const isGood = isTestId(wanted)
    if (!isGood) {
      announcements.problem('trigger', `Expected the id of a test to be 1 to 128 characters, got ${wanted.length}.`)
    }
    return {
      id: isGood ? wanted : randomUUID(),
      case: caseName,
      issuedAt,
      expiresAt: issuedAt + lifetime,
      args: this.#portable(args),
    }
  }

  /** Sends a signal with its key, or for the current test if that is of the case. */
  signal({ name, signals }: AnyCase, signal: string, value: unknown, { key }: SignalOptions): void {
    const test = currentTest()
    const meant = key ?? (test?.case === name ? test.id : undefined)
    if (meant === undefined) return
    const { clock, announcements, source } = this.#options
    try {
      const checked: unknown = signals?.[signal]?.parse(value)
      const event: SignalEvent = {
        case: name,
        signal,
        key: meant,
        value: checked === undefined ? undefined : JSON.parse(JSON.stringify(checked)),
        sentAt: clock.now(),
        source,
        sequence: this.#sequence++,
      }
      this.hand((bus) => bus.send(event))
    } catch (error) {
      announcements.problem('bad-signal', `Signal ${signal} of ${name} is not sent: ${describeError(error).message}`)
    }
  }

  /** As they would arrive in another process, and safe from being changed later. */
  #portable(args: readonly unknown[]): readonly unknown[] {
    const { announcements } = this.#options
    try {
      const portable: unknown = JSON.parse(JSON.stringify(args))
      if (isArgs(portable)) return portable
      announcements.problem('trigger', `Expected the arguments of a test to be nested ${mostLevels} deep at most.`)
    } catch (error) {
      const { message } = describeError(error)
      announcements.problem('trigger', `Expected the arguments of a test to be JSON: ${message}`)
    }
    return []
  }
}
