// The reporter that the plugin puts before all others: takes secrets out of errors, so that those behind it have none to show.
import type { Reporter, TestCase, TestModule, Vitest } from 'vitest/node'
import { Fingerprints, type Hide, hideInErrors } from '../secrets.ts'
import { optionsOf } from './collect-runs.ts'
import { hideInModule, hiderOfRun } from './hide-in-run.ts'

/** Hides the secrets of all targets, the tokens of URLs, and the keys and tokens of the tests that have ended. */
export class HidingReporter implements Reporter {
  #vitest: Vitest | undefined
  /** Absent before a run, and if secrets are to be shown. */
  #hide: Hide | undefined
  readonly #fingerprints = new Fingerprints()

  onInit(vitest: Vitest): void {
    this.#vitest = vitest
  }

  async onTestRunStart(): Promise<void> {
    if (this.#vitest === undefined || this.#hide !== undefined) return
    const hideKnown = await hiderOfRun(this.#vitest)
    this.#hide = hideKnown && ((text) => this.#fingerprints.hideIn(hideKnown(text)))
  }

  /** Some reporters show errors of a test at once. */
  onTestCaseResult(testCase: TestCase): void {
    const { pushwright } = testCase.meta()
    for (const fingerprint of pushwright?.fingerprints ?? []) this.#fingerprints.add(fingerprint)
    delete pushwright?.fingerprints
    if (optionsOf(testCase.project) !== undefined) this.#hideIn(testCase.result().errors)
  }

  onTestModuleEnd(module: TestModule): void {
    if (this.#hide !== undefined && optionsOf(module.project) !== undefined) hideInModule(module, this.#hide)
  }

  onTestRunEnd(_modules: readonly TestModule[], unhandled: readonly object[]): void {
    this.#hideIn(unhandled)
  }

  #hideIn(errors: readonly object[] | undefined): void {
    if (this.#hide !== undefined) hideInErrors(errors, this.#hide)
  }
}
