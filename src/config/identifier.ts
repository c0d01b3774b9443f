// Reads the ids of quirks and features: a URI, or a bare name that is short for a URN of ours.

import { didYouMean, nearest, quoteForMessage } from '../errors/index.ts'

/** What an id names. */
export type IdentifierKind = 'quirk' | 'feature'

/** An id as a full URI, or the sentence that says why it is none. */
export type IdentifierResult = { readonly uri: string; readonly problem?: undefined } | { readonly problem: string }

const bareName = /^[A-Za-z0-9][\w.-]*(\/[\w.-]+)*$/
const uri = /^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`]+$/

/**
 * Reads an id. URIs outside `urn:pushwright:` are the user's own and taken as they are.
 *
 * @param text - A URI or a bare name such as `topic-not-replaced` or `control/clock`.
 * @param kind - What the list is of.
 * @param known - The URIs that exist; any name is accepted when absent.
 * @param shown - What may be printed of the text.
 */
export function readIdentifier(
  text: string,
  kind: IdentifierKind,
  known?: ReadonlySet<string>,
  shown: string = text,
): IdentifierResult {
  const prefix = `urn:pushwright:${kind}:`
  const name = text.startsWith(prefix) ? text.slice(prefix.length) : text
  if (bareName.test(name)) {
    if (!known || known.has(prefix + name)) return { uri: prefix + name }
    const names = Array.from(known, (id) => (id.startsWith(prefix) ? id.slice(prefix.length) : id))
    return {
      problem: `unknown ${kind} ${quoteForMessage(shown === text ? name : shown)}${didYouMean(nearest(name, names))}`,
    }
  }
  if (uri.test(text) && !/^urn:pushwright:/i.test(text)) return { uri: text }
  return {
    problem: `expected the id of a ${kind} (a name such as ${examples[kind]}, or a URI), got ${quoteForMessage(shown)}.`,
  }
}

const examples = { quirk: 'topic-not-replaced', feature: 'control/clock' } as const

/**
 * The known ids as full URIs.
 *
 * @param ids - URIs or bare names.
 * @param kind - What they name.
 */
export function expandIdentifiers(ids: Iterable<string>, kind: IdentifierKind): Set<string> {
  return new Set(Array.from(ids, (id) => (id.includes(':') ? id : `urn:pushwright:${kind}:${id}`)))
}
