// The bus of a live check of several processes: NATS JetStream.
import type { JsMsg } from '@nats-io/jetstream'
import type { Subscription } from '@nats-io/transport-node'
import { PushwrightError } from '../../errors/index.ts'
import { connectNats, isStreamFull, type Nats, requireCarried } from '../../nats/index.ts'
import { requireName } from '../case/read-option.ts'
import type { TestReport } from '../execution/report.ts'
import type { LiveTest } from '../live-test.ts'
import type { BusSubscription, LiveBus, SignalEvent, TestDelivery } from './live-bus.ts'
import { type LiveSubjects, liveSubjects } from './live-subjects.ts'
import { NatsIntake } from './nats-intake.ts'
import { tellLeftovers } from './nats-leftovers.ts'
import { NatsTurns } from './nats-turns.ts'
import { readReport, readSignal, readTest } from './read-message.ts'

/** How to use NATS. All durations are milliseconds. */
export interface NatsBusOptions {
  /** Such as `nats://127.0.0.1:4222`. */
  readonly url: string
  /** Keeps live checks on one server apart: the name of the live check. Letters, digits, `-` and `_`. Default `live`. */
  readonly name?: string
  /** A test whose process gives no sign of life for so long is given to another one. Default 30,000. */
  readonly ackWait?: number
  /** How often a test is given out at most, if its processes die. Default 3. */
  readonly maxAttempts?: number
  /** How long signals are kept for a test that may still begin: longer than tests wait and run. Then they are unmatched. Default an hour. */
  readonly signalRetention?: number
  /** How long pending tests and reports are kept. Default a day. */
  readonly retention?: number
  /** How many tests of a case may wait, or run; further ones are refused with `ERR_LIMIT`. Default 10,000. */
  readonly limit?: number
  /**
   * Bytes of signals, and as many of reports, that are kept; the oldest go. Also those of tests that wait or run; further ones are refused
   * with `ERR_LIMIT`. Default 256 MiB.
   */
  readonly maxBytes?: number
  /** Told of messages that cannot be read, and of queues that have trouble. */
  readonly onError?: (error: unknown) => void
}

const nanoseconds = 1_000_000

/**
 * Pending tests are a work queue: a test whose process dies is run by another one. Signals are kept by subject, so that a test hears those
 * of its key from the first on, wherever it runs and wherever they come from; what a test has heard is forgotten with it. Reports are a
 * stream, for others to read.
 *
 * @example
 * ```ts
 * const bus = await NatsBus.connect({ url: 'nats://127.0.0.1:4222', name: 'shop' })
 * const live = new LiveCheck({ name: 'shop', bus })
 * ```
 */
export class NatsBus implements LiveBus {
  readonly #options: Required<Omit<NatsBusOptions, 'url' | 'name'>>
  readonly #subjects: LiveSubjects
  readonly #nats: Nats
  readonly #turns: NatsTurns
  /** The subjects of tests that were handed out, and are not yet off the queue. */
  readonly #handedOut = new Set<string>()
  /** Told of signals that no test wanted. */
  readonly #unmatchedListeners = new Set<(event: SignalEvent) => void>()
  #leftovers: BusSubscription | undefined
  readonly #intakes = new Set<NatsIntake>()
  readonly #open = new Set<BusSubscription>()

  private constructor(options: NatsBusOptions, subjects: LiveSubjects, nats: Nats) {
    const { ackWait = 30_000, maxAttempts = 3, signalRetention = 3_600_000, retention = 86_400_000 } = options
    const { limit = 10_000, maxBytes = 256 * 1024 * 1024, onError = () => {} } = options
    this.#options = { ackWait, maxAttempts, signalRetention, retention, limit, maxBytes, onError }
    this.#subjects = subjects
    this.#nats = nats
    this.#turns = new NatsTurns(nats, subjects)
  }

  /**
   * Connects, and makes the streams if there are none.
   *
   * @throws PushwrightError `ERR_OPTION` for a URL or a name that is none; `ERR_MISSING_PACKAGE`; `ERR_CONNECT` if there is no server, or it has no JetStream.
   */
  static async connect(options: NatsBusOptions): Promise<NatsBus> {
    const subjects = liveSubjects(requireName(options.name ?? 'live', 'the name of a live check'))
    const nats = await connectNats({ url: options.url, purpose: 'live checks' })
    const bus = new NatsBus(options, subjects, nats)
    try {
      await bus.#makeStreams()
      return bus
    } catch (cause) {
      await nats.connection.close()
      throw new PushwrightError(
        'ERR_CONNECT',
        `Could not use JetStream: ${(cause as Error).message}. Check that all processes of a live check use the same retention and limits.`,
        { cause },
      )
    }
  }

  async enqueue(test: LiveTest): Promise<void> {
    // Whoever takes it would refuse it, and nobody would know.
    readTest(test)
    // The same test triggered twice, as by a request that was repeated, is one.
    const msgID = `${test.case} ${test.id} ${test.issuedAt}`
    try {
      await this.#put('a test', this.#subjects.test(test.case), test, msgID)
    } catch (cause) {
      if (!isStreamFull(this.#nats, cause)) throw cause
      const { limit, maxBytes } = this.#options
      const waiting = cause.message.includes('bytes') ? `${maxBytes} bytes of tests` : `${limit} tests of ${test.case}`
      const message = `${waiting} wait already. Raise \`concurrency\`, or let more processes run them.`
      throw new PushwrightError('ERR_LIMIT', message, { cause })
    }
  }

  async consume(
    caseName: string,
    concurrency: number,
    run: (delivery: TestDelivery) => Promise<void>,
  ): Promise<BusSubscription> {
    this.#leftovers ??= this.#tellLeftovers()
    const { AckPolicy } = this.#nats.jetstream
    await this.#nats.manager.consumers.add(this.#subjects.testStream, {
      durable_name: caseName,
      ack_policy: AckPolicy.Explicit,
      ack_wait: this.#options.ackWait * nanoseconds,
      max_deliver: this.#options.maxAttempts,
      filter_subject: this.#subjects.test(caseName),
    })
    const consumer = await this.#nats.client.consumers.get(this.#subjects.testStream, caseName)
    const work = (message: JsMsg): Promise<void> => this.#runTest(message, run)
    const intake = new NatsIntake({ consumer, concurrency, work, onError: this.#options.onError })
    this.#intakes.add(intake)
    return intake
  }

  async send(event: SignalEvent): Promise<void> {
    const subject = this.#subjects.signal(event.case, event.key)
    await this.#put('a signal', subject, event, `${event.source} ${event.sequence}`)
  }

  async subscribe(caseName: string, key: string, hear: (event: SignalEvent) => void): Promise<BusSubscription> {
    // From the first one on: it may have come before the test was begun, here or by a process that has died.
    const subject = this.#subjects.signal(caseName, key)
    const consumer = await this.#nats.client.consumers.get(this.#subjects.signalStream, { filter_subjects: subject })
    const messages = await consumer.consume({
      callback: (message) => {
        const event = this.#read(message, readSignal)
        // Two keys could have one subject, if they were made for that.
        if (event?.key === key) hear(event)
      },
    })
    return this.#hold({
      close: async () => {
        await messages.close()
        await consumer.delete()
        if (!this.#handedOut.has(subject)) await this.#forget(subject)
      },
    })
  }

  onUnmatched(hear: (event: SignalEvent) => void): void {
    this.#unmatchedListeners.add(hear)
  }

  takeTurn(caseName: string): Promise<boolean> {
    return this.#turns.take(caseName)
  }

  async publish(report: TestReport): Promise<void> {
    await this.#put('a report', this.#subjects.report, report)
  }

  async hearReports(hear: (report: TestReport) => void): Promise<BusSubscription> {
    const subscription: Subscription = this.#nats.connection.subscribe(this.#subjects.report, {
      callback: (error, message) => {
        if (error !== null) this.#options.onError(error)
        const report = error === null ? this.#read(message, readReport) : undefined
        if (report !== undefined) hear(report)
      },
    })
    // Otherwise a report that is published now by somebody else could be missed.
    await this.#nats.connection.flush()
    return this.#hold({ close: async () => subscription.unsubscribe() })
  }

  async close(): Promise<void> {
    // Tests that have just ended are to get off the queue.
    await Promise.all([...this.#intakes].map((one) => one.close().then(() => one.settle())))
    await Promise.allSettled([...this.#open].map((one) => one.close()))
    await this.#turns.release()
    await this.#nats.connection.drain()
  }

  async #makeStreams(): Promise<void> {
    const { RetentionPolicy, DiscardPolicy } = this.#nats.jetstream
    const { testStream, signalStream, reportStream, turnStream, test, signal, report, turn } = this.#subjects
    const { retention, signalRetention, limit, maxBytes: max_bytes } = this.#options
    const max_age = retention * nanoseconds
    // Unmatched ones are deleted by who runs tests; this is for when nobody does.
    const signal_age = (2 * signalRetention + 60_000) * nanoseconds
    const bounded = { max_msgs_per_subject: limit, discard: DiscardPolicy.New, discard_new_per_subject: true }
    const streams = [
      { name: testStream, subjects: [test('*')], retention: RetentionPolicy.Workqueue, max_age, max_bytes, ...bounded },
      { name: signalStream, subjects: [signal('*')], max_age: signal_age, max_bytes },
      { name: reportStream, subjects: [report], max_age, max_bytes },
      { name: turnStream, subjects: [turn('*')], max_age, max_msgs_per_subject: 1 },
    ]
    for (const stream of streams) await this.#nats.manager.streams.add(stream)
  }

  /** @throws PushwrightError `ERR_LIMIT` for what is longer than NATS carries. */
  async #put(what: string, subject: string, content: object, msgID?: string): Promise<void> {
    const message = JSON.stringify(content)
    requireCarried(this.#nats, message, what)
    await this.#nats.client.publish(subject, message, msgID === undefined ? {} : { msgID })
  }

  async #runTest(message: JsMsg, run: (delivery: TestDelivery) => Promise<void>): Promise<void> {
    const test = this.#read(message, readTest)
    if (test === undefined) {
      message.term()
      return
    }
    const alive = setInterval(() => message.working(), this.#options.ackWait / 3)
    const subject = this.#subjects.signal(test.case, test.id)
    this.#handedOut.add(subject)
    try {
      await run({ test, attempt: message.info.deliveryCount })
      // Only when it is off the queue for certain: whoever gets it again needs its signals.
      await message.ackAck()
      await this.#forget(subject)
    } catch (error) {
      this.#options.onError(error)
    } finally {
      clearInterval(alive)
      this.#handedOut.delete(subject)
    }
  }

  #read<T>(message: { json(): unknown; readonly subject: string }, read: (value: unknown) => T): T | undefined {
    try {
      return read(message.json())
    } catch (error) {
      this.#options.onError(error)
      return undefined
    }
  }

  /** Forgets signals that a test has heard, so that only those are left that none has. */
  async #forget(subject: string): Promise<void> {
    await this.#nats.manager.streams.purge(this.#subjects.signalStream, { filter: subject })
  }

  #tellLeftovers(): BusSubscription {
    const { signalRetention: retention, onError } = this.#options
    const tell = (message: JsMsg): void => {
      const event = this.#read(message, readSignal)
      if (event === undefined) return
      for (const hear of this.#unmatchedListeners) hear(event)
    }
    const stream = this.#subjects.signalStream
    return this.#hold(tellLeftovers({ nats: this.#nats, stream, retention, tell, onError }))
  }

  #hold({ close }: BusSubscription): BusSubscription {
    let closing: Promise<void> | undefined
    const held = {
      close: (): Promise<void> => {
        this.#open.delete(held)
        closing ??= close()
        return closing
      },
    }
    this.#open.add(held)
    return held
  }
}
