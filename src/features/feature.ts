// What a feature is: something a push service may or may not offer.
import type { Behaviour } from '../fixture/index.ts'
import type { Probe, Probing } from '../probing/index.ts'

/** Which part of the environment offers a feature. */
export type FeatureRole = 'connection' | 'endpoint' | 'control' | 'client'

/** One feature, as its file describes it. */
export interface FeatureDescription {
  /** The URI, `urn:pushwright:feature:` and the name. */
  readonly id: string
  /** The short name, as in the INI. */
  readonly name: string
  /** What the service offers, in one sentence. */
  readonly text: string
  /** What a user gains by it. */
  readonly why: string
  /** Where it is specified: RFC section, issue or source. */
  readonly evidence: string
  /** `connection` (WebSocket), `endpoint` (HTTP), `control` (a test can reach into the server), or `client` (what a test can have its push clients do). */
  readonly role: FeatureRole
  /** How the fixture server plays its absence; none for `control` and `client` features. */
  readonly without?: Behaviour
  /** How `pushwright probe` finds it. */
  readonly probe?: Probe | undefined
  /** Why it cannot be found from outside, if it has no probe. */
  readonly notProbed?: string | undefined
}

/** A feature in a call: its description, its name, or its URI. */
export type FeatureReference = FeatureDescription | string

const prefix = 'urn:pushwright:feature:'

/**
 * Makes the description of a feature.
 *
 * @param feature - Everything but the URI, whose default is `urn:pushwright:feature:` and the name.
 */
export function defineFeature(
  feature: Omit<FeatureDescription, 'id'> & Probing & { readonly id?: string },
): FeatureDescription {
  return { id: `${prefix}${feature.name}`, ...feature }
}

/** The URI of a feature. */
export function featureId(feature: FeatureReference): string {
  if (typeof feature !== 'string') return feature.id
  return feature.includes(':') ? feature : `${prefix}${feature}`
}

/** The short name of a feature, or the URI of somebody else's. */
export function featureName(feature: FeatureReference): string {
  const id = featureId(feature)
  return id.startsWith(prefix) ? id.slice(prefix.length) : id
}
