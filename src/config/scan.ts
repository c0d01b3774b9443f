// Reads the lines of an INI into sections and keys, each with the line where it stood.
//
// `ini.parse` keeps no line numbers and forgives too much: it reads `[stage] ; comment` as a key, lets the last of two equal keys win,
// nests sections at a dot and drops what it does not understand.

import { quoteForMessage } from '../errors/index.ts'
import { globalKeys, targetKeys } from './keys.ts'
import { configError, type Place } from './origin.ts'
import { isSecretName, printable } from './secrets.ts'
import { readValue } from './value.ts'

/** One `key = value` or `key[] = value` line. */
export interface ScannedLine {
  readonly key: string
  /** Whether the key was written with `[]`. */
  readonly bracketed: boolean
  /** The value without quotes, escapes and comment; `${env:NAME}` is still in it. */
  readonly text: string
  readonly quoted: boolean
  readonly line: number
}

/** One `[section]` and its lines by key. */
export interface ScannedSection {
  readonly name: string
  readonly line: number
  readonly keys: Map<string, ScannedLine[]>
}

const refused = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * Reads the lines of an INI.
 *
 * @param text - The whole file; a byte order mark and CRLF are fine.
 * @param file - What messages call it.
 * @throws PushwrightError `ERR_CONFIG` with the number of the first line that is not a section, a key with a value, a comment or blank.
 */
export function scan(text: string, file: string): Map<string, ScannedSection> {
  const sections = new Map<string, ScannedSection>()
  let section: ScannedSection | undefined
  for (const [index, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    const line = raw.trim()
    const place: Place = { file, line: index + 1, ...(section && { section: section.name }) }
    if (line === '' || line.startsWith(';') || line.startsWith('#')) continue
    if (line.startsWith('[')) {
      section = { name: readHeader(line, { file, line: index + 1 }, sections), line: index + 1, keys: new Map() }
      sections.set(section.name, section)
      continue
    }
    const scanned = readLine(line, place)
    if (!section)
      throw configError(
        { ...place, key: scanned.key },
        'the key stands before any section; put it under [global] or a target.',
      )
    addLine(section, scanned, place)
  }
  return sections
}

function readHeader(line: string, place: Place, sections: Map<string, ScannedSection>): string {
  const match = /^\[([^\]]*)\]\s*(?:[;#].*)?$/.exec(line)
  if (!match) {
    const problem = line.includes(']')
      ? 'only a comment may follow the section header.'
      : 'the section header has no closing "]".'
    throw configError(place, problem)
  }
  const name = (match[1] as string).trim()
  if (!/^[\p{L}\p{N}@_.][\p{L}\p{N}@_./:+-]*$/u.test(name)) {
    throw configError(
      place,
      `expected a section name of letters, digits and @ _ . / : + -, got ${quoteForMessage(name)}.`,
    )
  }
  if (refused.has(name)) throw configError(place, `"${name}" cannot be the name of a section; choose another.`)
  const first = sections.get(name)
  if (first)
    throw configError(
      { ...place, section: name },
      `the section is already at line ${first.line}; put all its keys there.`,
    )
  return name
}

function readLine(line: string, place: Place): ScannedLine {
  const equals = line.indexOf('=')
  if (equals === -1) throw configError(place, missingValue(line))
  const match = /^([A-Za-z_][\w.-]{0,63})\s*(\[\])?$/.exec(line.slice(0, equals).trim())
  // The line is not repeated: it may be the second line of a pasted key.
  if (!match) throw configError(place, 'expected `key = value`, with a key of letters, digits and _ . -.')
  const key = match[1] as string
  if (refused.has(key)) throw configError(place, `"${key}" cannot be a key; remove the line.`)
  const bracketed = match[2] !== undefined
  const raw = line.slice(equals + 1)
  const value = readValue(raw, bracketed ? `${key}[]` : key, printable(raw.trim(), isSecretName(key)))
  if (value.problem !== undefined) throw configError({ ...place, key }, value.problem)
  return { key, bracketed, text: value.text, quoted: value.quoted, line: place.line as number }
}

function missingValue(line: string): string {
  const word = /^[a-z_]+/.exec(line)?.[0]
  const known = [...globalKeys, ...targetKeys].some((description) => description.name === word)
  return known ? `expected \`${word} = ...\`, got no "=".` : 'expected `key = value`, a [section] or a comment.'
}

function addLine(section: ScannedSection, line: ScannedLine, place: Place): void {
  const lines = section.keys.get(line.key)
  const first = lines?.find((earlier) => !earlier.bracketed)
  if (!line.bracketed && first) {
    const hint = 'keep one of them (a list has `key[] = value` lines).'
    throw configError({ ...place, key: line.key }, `the key is already at line ${first.line}; ${hint}`)
  }
  if (lines) lines.push(line)
  else section.keys.set(line.key, [line])
}
