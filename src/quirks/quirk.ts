// What a quirk is: behaviour that no standard forbids, but that makes some test impossible or different.
import type { Behaviour } from '../fixture/index.ts'
import type { Probe, Probing } from '../probing/index.ts'

/** One quirk, as its file describes it. */
export interface QuirkDescription {
  /** The URI, `urn:pushwright:quirk:` and the name. */
  readonly id: string
  /** The short name, as in the INI. */
  readonly name: string
  /** What the service does, in one sentence. */
  readonly text: string
  /** What it costs a user. */
  readonly why: string
  /** Where it was seen: RFC section, issue or source. */
  readonly evidence: string
  /** How the fixture server plays it. */
  readonly behaviour: Behaviour
  /** How `pushwright probe` finds it. */
  readonly probe?: Probe | undefined
  /** Why it cannot be found from outside, if it has no probe. */
  readonly notProbed?: string | undefined
}

/** A quirk in a call: its description, its name, or its URI. */
export type QuirkReference = QuirkDescription | string

const prefix = 'urn:pushwright:quirk:'

/** What {@link defineQuirk} is told beside the behaviour. */
export type QuirkDetails = Pick<QuirkDescription, 'why'> & Probing & { readonly id?: string }

/**
 * Makes the description of a quirk. Name, text and evidence are those of the behaviour that plays it; one without `overrides` is
 * told of and not played.
 *
 * @param behaviour - What the fixture server does when it has the quirk.
 * @param quirk - Why it matters, how to find it, and its URI; the default is `urn:pushwright:quirk:` and the name.
 *
 * @example
 * ```ts
 * const nightlyRestart = defineQuirk(
 *   { name: 'nightly-restart', text: 'The service restarts at 03:00 UTC.', source: 'Our runbook.' },
 *   { why: 'Connections end in the middle of a test.', notProbed: 'A probe does not wait for the night.' },
 * )
 * ```
 */
export function defineQuirk(behaviour: Behaviour, quirk: QuirkDetails): QuirkDescription {
  const { name, text, source } = behaviour
  return { id: `${prefix}${name}`, name, text, evidence: source, behaviour, ...quirk }
}

/** The URI of a quirk. */
export function quirkId(quirk: QuirkReference): string {
  if (typeof quirk !== 'string') return quirk.id
  return quirk.includes(':') ? quirk : `${prefix}${quirk}`
}

/** The short name of a quirk, or the URI of somebody else's. */
export function quirkName(quirk: QuirkReference): string {
  const id = quirkId(quirk)
  return id.startsWith(prefix) ? id.slice(prefix.length) : id
}
