// What a test declares of its environment, as plain data that travels with the test.
import { featureName } from '../features/index.ts'
import type { Capabilities } from '../provisioner/index.ts'
import { quirkName } from '../quirks/index.ts'
import type { Skip, TargetRecord } from '../report/index.ts'

/** One thing that a decorator declares. Ids are URIs, timeouts milliseconds before scaling. */
export type Requirement =
  | { readonly kind: 'feature'; readonly features: readonly string[] }
  | { readonly kind: 'feature-subset'; readonly wanted: readonly string[]; readonly required: readonly string[] }
  | { readonly kind: 'skip-with-quirk'; readonly quirk: string }
  | { readonly kind: 'expect-failure-with-quirk'; readonly quirk: string }
  /** `timeout`: milliseconds, `settings` for the budget of the target, `none` for no limit. */
  | { readonly kind: 'deadline'; readonly timeout: number | 'settings' | 'none' }

/** What this package keeps in the `meta` of a test. */
export interface PushwrightMeta {
  readonly requirements: readonly Requirement[]
  skip?: Skip
  /** How many clients it had, and how many frames they sent and received. */
  traffic?: { readonly clients: number; readonly frames: number }
  /** By which the main process knows its keys and tokens in errors that come late; taken out before any report is written. */
  fingerprints?: readonly string[]
}

/** What it keeps in the `meta` of a test file. */
export interface PushwrightFileMeta {
  readonly state: TargetRecord['state']
  readonly target?: string
  /** What is wrong with a target that is down. */
  readonly message?: string
  /** The version of Node. */
  readonly node: string
}

/**
 * Decides whether a test can run.
 *
 * @returns Why not, or `undefined` if it can.
 */
export function skipOf(
  requirements: readonly Requirement[],
  capabilities: Capabilities,
  target: string,
): Skip | undefined {
  for (const requirement of requirements) {
    const skip = skipOfOne(requirement, capabilities, target)
    if (skip !== undefined) return skip
  }
  return undefined
}

/** The quirks of the target under which the test must fail. */
export function expectedFailures(requirements: readonly Requirement[], capabilities: Capabilities): string[] {
  return requirements.flatMap((requirement) =>
    requirement.kind === 'expect-failure-with-quirk' && capabilities.hasQuirk(requirement.quirk)
      ? [requirement.quirk]
      : [],
  )
}

/** The tags that make a declared requirement selectable, such as `feature/topic`. */
export function tagsOf(requirements: readonly Requirement[]): string[] {
  const tags = requirements.flatMap((requirement) => {
    switch (requirement.kind) {
      case 'feature':
        return requirement.features.map(featureTag)
      case 'feature-subset':
        return requirement.required.map(featureTag)
      case 'skip-with-quirk':
      case 'expect-failure-with-quirk':
        return [quirkTag(requirement.quirk)]
      default:
        return []
    }
  })
  return [...new Set(tags)]
}

/** The tag of a feature. */
export function featureTag(id: string): string {
  return `feature/${featureName(id)}`
}

/** The tag of a quirk. */
export function quirkTag(id: string): string {
  return `quirk/${quirkName(id)}`
}

function skipOfOne(requirement: Requirement, capabilities: Capabilities, target: string): Skip | undefined {
  switch (requirement.kind) {
    case 'feature': {
      const missing = requirement.features.filter((feature) => !capabilities.hasFeature(feature))
      return missing.length === 0 ? undefined : missingFeatures(missing, target)
    }
    case 'feature-subset': {
      if (capabilities.getFeatureSubsetProvider(requirement.wanted, requirement.required) !== undefined)
        return undefined
      const missing = requirement.required.filter((feature) => !capabilities.hasFeature(feature))
      return missingFeatures(missing.length === 0 ? requirement.required : missing, target)
    }
    case 'skip-with-quirk':
      if (!capabilities.hasQuirk(requirement.quirk)) return undefined
      return {
        reason: 'quirk',
        ids: [requirement.quirk],
        note: `target ${target} has the quirk ${quirkName(requirement.quirk)}`,
        target,
      }
    default:
      return undefined
  }
}

function missingFeatures(ids: readonly string[], target: string): Skip {
  return { reason: 'feature', ids, note: `target ${target} lacks ${ids.map(featureName).join(', ')}`, target }
}
