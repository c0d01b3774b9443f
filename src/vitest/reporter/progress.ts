// Says every few seconds what a long run is doing.
import type { TestCase, Vitest } from 'vitest/node'
import { count } from '../../report/index.ts'
import { optionsOf } from './collect-runs.ts'

/** Milliseconds between two lines; a run that is shorter prints none. */
const interval = 5000

interface Tally {
  readonly name: string
  tests: number
  failed: number
  skipped: number
  clients: number
  frames: number
}

/** Counts tests as they end, and prints a line for each project now and then. */
export class Progress {
  readonly #vitest: Vitest
  readonly #tallies = new Map<string, Tally>()
  #timer: NodeJS.Timeout | undefined

  constructor(vitest: Vitest) {
    this.#vitest = vitest
  }

  start(): void {
    this.stop()
    this.#tallies.clear()
    if (this.#vitest.config.silent === true) return
    this.#timer = setInterval(() => this.#print(), interval)
    this.#timer.unref()
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  /** A test has ended. */
  count(testCase: TestCase): void {
    const { project } = testCase
    if (optionsOf(project) === undefined) return
    const { name } = project
    const tally = this.#tallies.get(name) ?? { name, tests: 0, failed: 0, skipped: 0, clients: 0, frames: 0 }
    this.#tallies.set(name, tally)
    const { state } = testCase.result()
    const { clients = 0, frames = 0 } = testCase.meta().pushwright?.traffic ?? {}
    tally.tests++
    if (state === 'failed') tally.failed++
    if (state === 'skipped') tally.skipped++
    tally.clients += clients
    tally.frames += frames
  }

  #print(): void {
    const busy = [...this.#tallies.values()]
    const lines = busy.map(
      ({ name, tests, failed, skipped, clients, frames }) =>
        ` ${name}: ${count(tests, 'test')} ended, ${failed} failed, ${skipped} skipped; ${count(clients, 'client')}, ${count(frames, 'frame')}`,
    )
    for (const line of lines.length > 0 ? lines : [` ${phaseNow()}`]) this.#vitest.logger.log(line)
  }
}

const key = Symbol.for('pushwright.phase')

/** Notes what the main process does before the tests, such as `health probe of stage`. */
export function setPhase(phase: string): void {
  Object.assign(globalThis, { [key]: phase })
}

function phaseNow(): string {
  return (globalThis as { [key]?: string })[key] ?? 'starting'
}
