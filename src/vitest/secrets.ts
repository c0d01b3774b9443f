// Takes the secrets of a test out of what Vitest will show: the errors of the test, and its snapshots.
import { hash } from 'node:crypto'
import { redactMessage, veil, veilerOf } from '../transcript/index.ts'

/** A function that hides secrets in text, whatever their place. */
export type Hide = (text: string) => string

/** A key or a token of this length is known by its first characters: Vitest cuts what is long off. */
const key = /^[\w-]{20,}$/
const known = 12
/** Characters of a key that its fingerprint shows. */
const clear = 2
/** Colours, which a difference between two texts can have in the middle of a word. */
const colour = '\\x1b\\[\\d+m'
const colours = `(?:${colour})*`
/** What can have a key in it. */
const word = new RegExp(`[\\w-](?:${colours}[\\w-]){${known - 1},}`, 'g')

/**
 * What hides secrets, and the tokens of any URL.
 *
 * @param secrets - Those of the target, and of the clients that tests hold and held.
 */
export function hiderOf(secrets: readonly string[]): Hide {
  const beginnings = new Set(secrets.filter(isKey).map(beginningOf))
  const veilOthers = veilerOf(
    secrets.filter((secret) => !isKey(secret)),
    colours,
  )
  return (text) => redactMessage(hideKeys(veilOthers(text), (beginning) => beginnings.has(beginning)))
}

/** What tells keys and tokens where they are not known: two characters and a hash of the beginning of each. */
export function fingerprintsOf(secrets: Iterable<string>): string[] {
  return [...secrets].filter(isKey).map((secret) => fingerprintOf(beginningOf(secret)))
}

/** Knows keys and tokens by their fingerprints, and hides them. */
export class Fingerprints {
  /** By their first characters, so that a hash is made of little. */
  readonly #known = new Map<string, Set<string>>()

  add(fingerprint: string): void {
    const start = fingerprint.slice(0, clear)
    const known = this.#known.get(start)
    if (known === undefined) this.#known.set(start, new Set([fingerprint]))
    else known.add(fingerprint)
  }

  hideIn(text: string): string {
    if (this.#known.size === 0) return text
    return hideKeys(text, (beginning) => {
      const known = this.#known.get(beginning.slice(0, clear))
      return known?.has(fingerprintOf(beginning)) ?? false
    })
  }
}

/** Hides secrets in the errors that a test has collected, and in their causes, in place. */
export function hideInErrors(errors: readonly object[] | undefined, hide: Hide): void {
  for (const error of errors ?? []) hideWithin(error as Record<string, unknown>, hide, new Set())
}

function hideWithin(value: Record<string, unknown>, hide: Hide, seen: Set<object>): void {
  if (seen.has(value)) return
  seen.add(value)
  for (const key of Object.getOwnPropertyNames(value)) {
    const member = value[key]
    // What cannot be written, such as a member of a frozen object, stays: Vitest has made plain copies of all that it shows.
    if (typeof member === 'string') Reflect.set(value, key, hide(member))
    else if (typeof member === 'object' && member !== null) hideWithin(member as Record<string, unknown>, hide, seen)
  }
}

/** Hides from where a key begins to the end of the word; its own end may be missing. */
function hideKeys(text: string, isKnown: (beginning: string) => boolean): string {
  return text.replace(word, (found) => {
    const codes = new RegExp(colour, 'g')
    const plain = found.replace(codes, '')
    for (let at = 0; at <= plain.length - known; at++) {
      if (!isKnown(plain.slice(at, at + known))) continue
      return `${plain.slice(0, at)}${veil(plain.length - at)}${(found.match(codes) ?? []).join('')}`
    }
    return found
  })
}

function isKey(secret: string): boolean {
  return key.test(secret)
}

function beginningOf(secret: string): string {
  return secret.slice(0, known)
}

function fingerprintOf(beginning: string): string {
  return beginning.slice(0, clear) + hash('sha256', beginning, 'base64url').slice(0, 16)
}
