// What a probe found of one quirk or feature, as plain data.
import { nearest, PushwrightError } from '../errors/index.ts'
import { type FeatureDescription, featureName, features } from '../features/index.ts'
import type { Observation } from '../probing/index.ts'
import { type QuirkDescription, quirkName, quirks } from '../quirks/index.ts'
import { redactMessage } from '../transcript/index.ts'

/** One quirk or feature, and what was seen of it. */
export interface Finding {
  readonly kind: 'quirk' | 'feature'
  /** The URI. */
  readonly id: string
  /** The short name, as in the INI. */
  readonly name: string
  readonly text: string
  readonly why: string
  /** Where the quirk was seen before, or the feature is specified. */
  readonly evidence: string
  /** `unknown` if what was seen allows no conclusion, `not probed` if nothing can be seen from outside. */
  readonly state: Observation['state'] | 'not probed'
  /** What was seen, or why nothing was. */
  readonly seen: string
}

/** A quirk or a feature that can be looked for. */
export type Item =
  | { readonly kind: 'quirk'; readonly description: QuirkDescription }
  | { readonly kind: 'feature'; readonly description: FeatureDescription }

/**
 * The quirks and features to look for.
 *
 * @param only - Names or URIs; all when absent.
 * @throws PushwrightError `ERR_OPTION` for a name that nobody has.
 */
export function itemsToProbe(only: readonly string[] | undefined): readonly Item[] {
  const all: readonly Item[] = [
    ...features.map((description) => ({ kind: 'feature', description }) as const),
    ...quirks.map((description) => ({ kind: 'quirk', description }) as const),
  ]
  if (only === undefined) return all
  const names = all.map(({ description }) => description.name)
  const wanted = only.map((reference) => quirkName(featureName(reference)))
  for (const name of wanted) {
    if (names.includes(name)) continue
    const near = nearest(name, names)
    const suggestion = near === undefined ? '' : ` Did you mean ${near}?`
    throw new PushwrightError('ERR_OPTION', `Expected a quirk or a feature to probe, got ${name}.${suggestion}`)
  }
  return all.filter(({ description }) => wanted.includes(description.name))
}

/** The finding of an item. */
export function findingOf({ kind, description }: Item, { state, seen }: Pick<Finding, 'state' | 'seen'>): Finding {
  const { id, name, text, why, evidence } = description
  return { kind, id, name, text, why, evidence, state, seen: redactMessage(seen) }
}
