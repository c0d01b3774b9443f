// Tells reporters, and counts what goes wrong around the tests instead of throwing it at anybody.
import type { LiveClock } from './clock/live-clock.ts'
import type { TestReport } from './execution/report.ts'
import { type CaseEvent, type Problem, problems } from './health/case-event.ts'
import type { Reporter } from './reporters/reporter.ts'

/** Everybody who is told. */
export class Announcements {
  readonly #clock: LiveClock
  readonly #reporters: Reporter[]
  readonly #problems: Record<Problem, number> = Object.fromEntries(problems.map((problem) => [problem, 0])) as Record<
    Problem,
    number
  >

  constructor(clock: LiveClock, reporters: readonly Reporter[]) {
    this.#clock = clock
    this.#reporters = [...reporters]
  }

  /** What went wrong, how often. */
  get problems(): Readonly<Record<Problem, number>> {
    return { ...this.#problems }
  }

  add(reporter: Reporter): void {
    this.#reporters.push(reporter)
  }

  report(report: TestReport): void {
    for (const reporter of this.#reporters) void this.#guard(() => reporter.report?.(report))
  }

  event(event: CaseEvent): void {
    for (const reporter of this.#reporters) void this.#guard(() => reporter.event?.(event))
  }

  /** Counts a problem, and tells of it. */
  problem(problem: Problem, message: string): void {
    this.#problems[problem]++
    this.event({ kind: 'problem', at: this.#clock.now(), problem, message })
  }

  /** Lets every reporter write what is left. */
  async close(): Promise<void> {
    await Promise.all(this.#reporters.map((reporter) => this.#guard(() => reporter.close?.())))
  }

  async #guard(work: () => unknown): Promise<void> {
    try {
      await work()
    } catch {
      // Counted and not told: telling is what has just failed.
      this.#problems.reporter++
    }
  }
}
