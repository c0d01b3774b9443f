// Takes the secrets of a test out of what Vitest will show: the errors of the test, and its snapshots.
import { redactMessage } from '../transcript/index.ts'

/** A function that hides secrets in text, whatever their place. */
export type Hide = (text: string) => string

/** A shorter secret would also be found inside ordinary words. */
const shortest = 8
/** Colours, which a difference between two texts can have in the middle of a word. */
const colours = '(?:\\x1b\\[\\d+m)*'

/**
 * What hides secrets, and the tokens of any URL.
 *
 * @param secrets - Those of the target, and of the clients that tests hold.
 */
export function hiderOf(secrets: readonly string[]): Hide {
  const long = [...new Set(secrets)].filter(({ length }) => length >= shortest).sort((a, b) => b.length - a.length)
  const literal = long.length === 0 ? undefined : new RegExp(long.map(withColours).join('|'), 'g')
  return (text) => {
    const shown = literal === undefined ? text : text.replace(literal, (found) => `…${found.length}`)
    return redactMessage(shown)
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

function withColours(secret: string): string {
  return [...secret].map((character) => character.replace(/\W/, '\\$&')).join(colours)
}
