// A live check on a clock of its own, and everything that it tells.
import { onTestFinished } from 'vitest'
import {
  type CaseEvent,
  LiveCheck,
  type LiveCheckOptions,
  type Reporter,
  type TestReport,
} from '../../src/live/index.ts'
import { ManualClock } from './manual-clock.ts'

export class MemoryReporter implements Reporter {
  readonly reports: TestReport[] = []
  readonly events: CaseEvent[] = []

  report(report: TestReport): void {
    this.reports.push(report)
  }

  event(event: CaseEvent): void {
    this.events.push(event)
  }

  /** What the tests came to, in the order of their ends. */
  get outcomes(): readonly string[] {
    return this.reports.map(({ outcome }) => outcome)
  }

  /** The events of some kinds, each as one text. */
  told(...kinds: readonly CaseEvent['kind'][]): readonly string[] {
    return this.events.filter(({ kind }) => kinds.includes(kind)).map(describe)
  }
}

function describe(event: CaseEvent): string {
  switch (event.kind) {
    case 'state':
      return `${event.from} > ${event.to}`
    case 'log':
      return event.step.text
    case 'problem':
      return `${event.problem}: ${event.message}`
    default:
      return `${event.kind}: ${event.reason}`
  }
}

export interface Watch {
  readonly clock: ManualClock
  readonly live: LiveCheck
  readonly told: MemoryReporter
}

/** For one test; a live check that the test does not stop is stopped. */
export function watch(options: LiveCheckOptions = {}): Watch {
  const clock = new ManualClock()
  const told = new MemoryReporter()
  const live = new LiveCheck({ clock, reporters: [told], host: 'here', ...options })
  onTestFinished(async () => {
    const stopped = live.stop({ grace: 1 })
    for (let parts = 0; parts < 6; parts++) await clock.advance(1)
    await stopped
  })
  return { clock, live, told }
}
