// What connects those who trigger tests and send signals with those who run the tests.
import type { TestReport } from '../execution/report.ts'
import type { LiveTest } from '../live-test.ts'

/** A signal on its way. */
export interface SignalEvent {
  readonly case: string
  readonly signal: string
  /** The id of the test, unless sender and test agreed on another key. */
  readonly key: string
  /** As JSON can carry it. */
  readonly value: unknown
  /** Milliseconds since the epoch, by the clock of the sender. */
  readonly sentAt: number
  /** The process that sends. */
  readonly source: string
  /** Counts the signals of a source. */
  readonly sequence: number
}

/** Something that goes on until it is closed. */
export interface BusSubscription {
  /** Ends it; may be called twice. */
  close(): Promise<void>
}

/** A pending test, handed to who runs it. */
export interface TestDelivery {
  readonly test: LiveTest
  /** 1, or more if a process died before the test had ended. */
  readonly attempt: number
}

/** Carries tests, signals and reports of one live check. */
export interface LiveBus {
  /** Puts a test into the queue of its case. */
  enqueue(test: LiveTest): Promise<void>
  /**
   * Takes tests of a case. Each goes to one of those who take; if its process dies, to another one.
   *
   * @param concurrency - How many are handed out before the first has ended.
   * @param run - Must not reject.
   */
  consume(
    caseName: string,
    concurrency: number,
    run: (delivery: TestDelivery) => Promise<void>,
  ): Promise<BusSubscription>
  /** Sends a signal. */
  send(event: SignalEvent): Promise<void>
  /** Hears all signals with a key, also those sent before, in the order of each sender. */
  subscribe(caseName: string, key: string, hear: (event: SignalEvent) => void): Promise<BusSubscription>
  /** From now on, tells of signals that no test wanted, when they are forgotten. */
  onUnmatched(hear: (event: SignalEvent) => void): void
  /**
   * Whether a fake request that is due is this process's to make. Each process asks at the pace of the case; one of them is told so, and
   * when it asks no more, another one.
   */
  takeTurn(caseName: string): Promise<boolean>
  /** Publishes a report. */
  publish(report: TestReport): Promise<void>
  /** Hears all reports from now on, of every process. */
  hearReports(hear: (report: TestReport) => void): Promise<BusSubscription>
  /** Ends everything. */
  close(): Promise<void>
}
