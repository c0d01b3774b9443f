// What one run of a suite showed, as plain data, so that the runs of several machines can be put together.
import type { Skip } from './skip.ts'

/** One run: what the ledger and the grid are made of. */
export interface RunRecord {
  readonly format: 'pushwright-run'
  readonly version: 1
  /** ISO 8601. */
  readonly startedAt: string
  /** Milliseconds. */
  readonly duration: number
  /** The version of Node. */
  readonly node: string
  readonly targets: readonly TargetRecord[]
}

/** The tests of one project on one target. */
export interface TargetRecord {
  /** The project in Vitest. */
  readonly project: string
  /** The section of the INI; none without an INI. */
  readonly target?: string
  readonly state: 'ready' | 'down' | 'unconfigured'
  /** What is wrong with a target that is down. */
  readonly message?: string
  readonly tests: readonly TestRecord[]
}

/** One test. */
export interface TestRecord {
  /** Relative to the root, with forward slashes. */
  readonly file: string
  /** The names of its suites and its own, outermost first. */
  readonly path: readonly string[]
  readonly state: 'passed' | 'failed' | 'skipped'
  /** Milliseconds. */
  readonly duration: number
  /** Why it did not run. */
  readonly skip?: Skip
  /** The messages of its errors. */
  readonly errors?: readonly string[]
}

/** How a test is named in one line: `vapid > takes a token`. */
export function titleOf({ path }: Pick<TestRecord, 'path'>): string {
  return path.join(' > ')
}
