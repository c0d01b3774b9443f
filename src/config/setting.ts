// Turns the lines, the variable or the default of one key into a setting: plain data that remembers where it stood.

import { hasEnvReference, replaceEnvReferences } from './env-reference.ts'
import type { KeyDescription } from './key-description.ts'
import type { Origin } from './origin.ts'
import type { ScannedLine, ScannedSection } from './scan.ts'
import { hidden, isSecretName, printable } from './secrets.ts'

/** One line of a setting; a list may have several. */
export interface SettingPart {
  readonly text: string
  /** A quoted value is one entry of a list, commas included. */
  readonly quoted: boolean
  readonly line: number
  /** What messages print instead of `text`. */
  readonly shown: string
  /** What the variables hold that `text` names. */
  readonly taken: readonly string[]
}

/** The value of one key, as plain data. */
export interface Setting {
  readonly key: string
  readonly source: Origin['source']
  readonly variable?: string
  /** Whether it was written as `key[]`. */
  readonly bracketed: boolean
  readonly secret: boolean
  readonly parts: readonly SettingPart[]
}

/** A value that does not come from the file. */
export interface Override {
  readonly source: 'environment' | 'option'
  /** The variable or the option, for messages. */
  readonly variable: string
  readonly text: string
}

/** The environment, as `process.env` has it. */
export type Environment = Readonly<Record<string, string | undefined>>

/**
 * The settings of a section: what the file says, under the overrides and over the defaults.
 *
 * @param section - The lines.
 * @param descriptions - The known keys; their defaults and secrets.
 * @param overrides - Values by key that win over the file.
 * @param env - Replaces `${env:NAME}`; without it, values that need it are left out.
 * @param file - What messages call the INI.
 * @throws PushwrightError `ERR_CONFIG` when a variable that a value needs is not set.
 */
export function resolveSettings(
  section: ScannedSection,
  descriptions: readonly KeyDescription[],
  overrides: ReadonlyMap<string, Override>,
  env: Environment | undefined,
  file: string,
): Setting[] {
  const known = new Map(descriptions.map((description) => [description.name, description]))
  const settings: Setting[] = []
  for (const key of new Set([...section.keys.keys(), ...overrides.keys(), ...known.keys()])) {
    const description = known.get(key) ?? { name: key, type: 'string', text: '', secret: isSecretName(key) }
    const override = overrides.get(key)
    const lines = section.keys.get(key)
    if (override) settings.push(fromOverride(override, description))
    else if (lines && (env || !lines.some((line) => hasEnvReference(line.text)))) {
      settings.push(
        fromLines(lines, description, env ?? {}, { source: 'file', file, line: 0, section: section.name, key }),
      )
    } else if (!lines && description.default !== undefined) settings.push(fromDefault(description, section.line))
  }
  return settings
}

function fromLines(
  lines: readonly ScannedLine[],
  description: KeyDescription,
  env: Environment,
  origin: Origin,
): Setting {
  const named = description.secret ?? false
  return {
    key: description.name,
    source: 'file',
    bracketed: lines.some((line) => line.bracketed),
    secret: named || lines.some((line) => hasEnvReference(line.text)),
    parts: lines.map((line) => {
      const { text, values } = replaceEnvReferences(line.text, env, { ...origin, line: line.line })
      return {
        text: canonical(text, description),
        quoted: line.quoted,
        line: line.line,
        shown: printable(line.text, named),
        taken: values,
      }
    }),
  }
}

function fromOverride({ source, variable, text }: Override, description: KeyDescription): Setting {
  const secret = description.secret ?? false
  const part = {
    text: canonical(text, description),
    quoted: false,
    line: 0,
    shown: secret ? hidden : printable(text, false),
    taken: [],
  }
  return { key: description.name, source, variable, bracketed: false, secret, parts: [part] }
}

function fromDefault(description: KeyDescription, line: number): Setting {
  const text = description.default as string
  return {
    key: description.name,
    source: 'default',
    bracketed: false,
    secret: false,
    parts: [{ text, quoted: false, line, shown: text, taken: [] }],
  }
}

function canonical(text: string, description: KeyDescription): string {
  const aliases = description.aliases
  return aliases && Object.hasOwn(aliases, text) ? (aliases[text] as string) : text
}
