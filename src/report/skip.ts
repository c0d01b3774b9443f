// Why a test did not run, as data.

/** The kinds of reasons; `runtime` is a skip of the test's own. */
export const skipReasons = ['unconfigured', 'target-down', 'feature', 'quirk', 'runtime'] as const

/** Why a test did not run. */
export type SkipReason = (typeof skipReasons)[number]

/** A test that did not run. */
export interface Skip {
  readonly reason: SkipReason
  /** The features that are missing, or the quirk, as URIs. */
  readonly ids: readonly string[]
  /** The sentence that Vitest shows. */
  readonly note: string
  /** The target, if there is one. */
  readonly target?: string
}
