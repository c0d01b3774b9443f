// The bus of a live check that is one process: queues and signals in memory, within bounds.
import { PushwrightError } from '../../errors/index.ts'
import { type LiveClock, systemClock } from '../clock/live-clock.ts'
import type { TestReport } from '../execution/report.ts'
import type { LiveTest } from '../live-test.ts'
import type { BusSubscription, LiveBus, SignalEvent, TestDelivery } from './live-bus.ts'
import { PendingTests } from './pending-tests.ts'

/** The bounds of the bus. */
export interface InProcessBusOptions {
  readonly clock?: LiveClock
  /** Milliseconds that a signal is kept for a test that may still begin. Default 5 minutes. */
  readonly retention?: number
  /** How many tests of a case, and signals of nobody, are kept. Default 10,000. */
  readonly limit?: number
}

/** Who hears signals with a key, and those that came so far. */
interface Line {
  readonly events: SignalEvent[]
  readonly listeners: Set<(event: SignalEvent) => void>
  /** By the monotonic clock. */
  expiresAt: number
}

/** Everything in this process. */
export class InProcessBus implements LiveBus {
  readonly #clock: LiveClock
  readonly #retention: number
  readonly #limit: number
  readonly #queues = new Map<string, PendingTests>()
  /** Those that nobody hears are in the order in which they expire. */
  readonly #lines = new Map<string, Line>()
  readonly #unmatchedListeners = new Set<(event: SignalEvent) => void>()
  readonly #reportListeners = new Set<(report: TestReport) => void>()
  #waitingSignals = 0
  #isClosed = false

  constructor(options: InProcessBusOptions = {}) {
    const { clock = systemClock, retention = 300_000, limit = 10_000 } = options
    this.#clock = clock
    this.#retention = retention
    this.#limit = limit
  }

  /** How many signals and tests are kept, which is 0 when nothing is under way. */
  get size(): number {
    this.#forgetExpired()
    let tests = 0
    for (const queue of this.#queues.values()) tests += queue.size
    return tests + this.#waitingSignals
  }

  async enqueue(test: LiveTest): Promise<void> {
    this.#requireOpen()
    const queue = this.#queue(test.case)
    if (queue.size >= this.#limit) {
      throw new PushwrightError('ERR_LIMIT', `${queue.size} tests of ${test.case} wait already. Raise \`concurrency\`.`)
    }
    queue.add({ test, attempt: 1 })
  }

  async consume(
    caseName: string,
    concurrency: number,
    run: (delivery: TestDelivery) => Promise<void>,
  ): Promise<BusSubscription> {
    this.#requireOpen()
    return this.#queue(caseName).consume(concurrency, run)
  }

  async send(event: SignalEvent): Promise<void> {
    this.#requireOpen()
    this.#forgetExpired()
    const heard = this.#lines.get(lineName(event.case, event.key))
    if (heard !== undefined && heard.listeners.size > 0) {
      // For who listens later; those who do now hear each.
      if (heard.events.length < this.#limit) heard.events.push(event)
      for (const hear of [...heard.listeners]) hear(event)
      return
    }
    // Before there is a line, or what is refused would be remembered by its key.
    if (this.#waitingSignals >= this.#limit) {
      throw new PushwrightError('ERR_LIMIT', `${this.#waitingSignals} signals wait for tests that do not come.`)
    }
    this.#line(event.case, event.key).events.push(event)
    this.#waitingSignals++
  }

  async subscribe(caseName: string, key: string, hear: (event: SignalEvent) => void): Promise<BusSubscription> {
    this.#requireOpen()
    this.#forgetExpired()
    const name = lineName(caseName, key)
    const line = this.#line(caseName, key)
    if (line.listeners.size === 0) this.#waitingSignals -= line.events.length
    line.listeners.add(hear)
    for (const event of [...line.events]) hear(event)
    return {
      close: async () => {
        line.listeners.delete(hear)
        // With the last who hears it, everything that was said is forgotten.
        if (line.listeners.size === 0 && this.#lines.get(name) === line) this.#lines.delete(name)
      },
    }
  }

  onUnmatched(hear: (event: SignalEvent) => void): void {
    this.#unmatchedListeners.add(hear)
  }

  /** There is no other process. */
  async takeTurn(): Promise<boolean> {
    return true
  }

  async publish(report: TestReport): Promise<void> {
    this.#requireOpen()
    for (const hear of [...this.#reportListeners]) hear(report)
  }

  async hearReports(hear: (report: TestReport) => void): Promise<BusSubscription> {
    this.#reportListeners.add(hear)
    return { close: async () => void this.#reportListeners.delete(hear) }
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.#forget(() => true)
    this.#queues.clear()
    this.#reportListeners.clear()
  }

  #queue(caseName: string): PendingTests {
    const queue = this.#queues.get(caseName) ?? new PendingTests()
    this.#queues.set(caseName, queue)
    return queue
  }

  #line(caseName: string, key: string): Line {
    const name = lineName(caseName, key)
    const known = this.#lines.get(name)
    if (known !== undefined) return known
    const expiresAt = this.#clock.monotonic() + this.#retention
    const line = { events: [], listeners: new Set<(event: SignalEvent) => void>(), expiresAt }
    this.#lines.set(name, line)
    return line
  }

  #forgetExpired(): void {
    const now = this.#clock.monotonic()
    this.#forget(({ expiresAt }) => expiresAt <= now)
  }

  #forget(isOver: (line: Line) => boolean): void {
    for (const [name, line] of this.#lines) {
      if (!isOver(line)) return
      if (line.listeners.size > 0) {
        // Somebody hears it after all; it is looked at again when it is the oldest once more.
        this.#lines.delete(name)
        if (this.#isClosed) continue
        line.expiresAt = this.#clock.monotonic() + this.#retention
        this.#lines.set(name, line)
        continue
      }
      this.#lines.delete(name)
      this.#waitingSignals -= line.events.length
      for (const event of line.events) for (const hear of this.#unmatchedListeners) hear(event)
    }
  }

  #requireOpen(): void {
    if (this.#isClosed) throw new PushwrightError('ERR_CLOSED', 'The bus of the live check is closed.')
  }
}

function lineName(caseName: string, key: string): string {
  return `${caseName} ${key}`
}
