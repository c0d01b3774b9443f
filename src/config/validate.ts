// Checks the settings of a section against the descriptions of its keys.

import { didYouMean, nearest } from '../errors/index.ts'
import { expandIdentifiers, type IdentifierKind, readIdentifier } from './identifier.ts'
import { isList, type KeyDescription } from './key-description.ts'
import { configError } from './origin.ts'
import type { ScannedSection } from './scan.ts'
import type { Settings } from './settings.ts'

/** The quirks and features that exist; anything goes when absent. */
export interface KnownIdentifiers {
  readonly quirk?: ReadonlySet<string>
  readonly feature?: ReadonlySet<string>
}

/**
 * The known quirks and features as full URIs.
 *
 * @param quirks - URIs or bare names.
 * @param features - URIs or bare names.
 */
export function knownIdentifiers(quirks?: Iterable<string>, features?: Iterable<string>): KnownIdentifiers {
  return {
    ...(quirks && { quirk: expandIdentifiers(quirks, 'quirk') }),
    ...(features && { feature: expandIdentifiers(features, 'feature') }),
  }
}

/**
 * Refuses keys that are not described.
 *
 * @param section - The lines of the section.
 * @param descriptions - The keys there are.
 * @param owner - Whose keys they are, for the message: `[global]`, or `the provisioner anonymous`.
 * @throws PushwrightError `ERR_CONFIG` that suggests the nearest key.
 */
export function refuseUnknownKeys(
  section: ScannedSection,
  descriptions: readonly KeyDescription[],
  owner: string,
  file: string,
): void {
  const names = descriptions.map((description) => description.name)
  for (const [key, lines] of section.keys) {
    if (names.includes(key)) continue
    const place = { file, line: lines[0]?.line ?? section.line, section: section.name, key }
    throw configError(place, `${owner} has no such key${didYouMean(nearest(key, names))}`)
  }
}

/**
 * Reads every described key once, so that a wrong value is an error here and not in the middle of a run.
 *
 * @param settings - The settings of a section.
 * @param descriptions - What each key must be.
 * @param known - The quirks and features that exist.
 * @throws PushwrightError `ERR_CONFIG` for the first value that is wrong.
 */
export function validate(settings: Settings, descriptions: readonly KeyDescription[], known: KnownIdentifiers): void {
  for (const description of descriptions) check(settings, description, known)
  const present = new Set(identifiers(settings, 'features', 'feature', known))
  for (const entry of settings.entries('missing_features')) {
    const id = readIdentifier(entry.text, 'feature')
    if (id.problem === undefined && present.has(id.uri))
      throw entry.error('the feature is also in `features`; keep one of the two.')
  }
}

/**
 * Refuses a target that lacks a key it needs.
 *
 * @param settings - The settings of the target.
 * @param descriptions - Its keys.
 * @throws PushwrightError `ERR_CONFIG` at the section's header.
 */
export function refuseMissingKeys(settings: Settings, descriptions: readonly KeyDescription[]): void {
  for (const description of descriptions) {
    const { name, required, example = '...' } = description
    const present = isList(description) ? settings.entries(name).length > 0 : settings.has(name)
    if (!required || present) continue
    throw settings.error(name, `the key is required; add a line such as \`${name} = ${example}\`.`)
  }
}

function check(settings: Settings, description: KeyDescription, known: KnownIdentifiers): void {
  const { name: key, type, minimum, choices = [], protocols = [] } = description
  const range = minimum === undefined ? {} : { minimum }
  switch (type) {
    case 'string':
      return void settings.string(key)
    case 'boolean':
      return void settings.boolean(key)
    case 'duration':
      return void settings.duration(key, range)
    case 'number':
      return void settings.number(key, range)
    case 'integer':
      return void settings.integer(key, range)
    case 'choice':
      return void settings.choice(key, choices)
    case 'path':
      return void settings.path(key)
    case 'url':
      return void settings.url(key, { protocols })
    case 'list':
      return void settings.list(key)
    case 'origins':
      return void settings.origins(key)
    case 'quirks':
      return void identifiers(settings, key, 'quirk', known)
    case 'features':
      return void identifiers(settings, key, 'feature', known)
  }
}

function identifiers(settings: Settings, key: string, kind: IdentifierKind, known: KnownIdentifiers): string[] {
  return settings.entries(key).map((entry) => {
    const id = readIdentifier(entry.text, kind, known[kind], entry.shown)
    if (id.problem !== undefined) throw entry.error(id.problem)
    return id.uri
  })
}
