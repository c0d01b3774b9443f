// Reads the right side of one `key = value` line: quotes, escapes and the trailing comment.

import { unsafe } from 'ini'
import { quoteForMessage } from '../errors/index.ts'

/** A value, or the sentence that says why it is none. */
export type ValueResult =
  | { readonly text: string; readonly quoted: boolean; readonly problem?: undefined }
  | { readonly problem: string }

/**
 * Reads a value. `ini` would cut it at any `;` or `#`, silently; here those begin a comment only behind white space and a
 * non-empty value, and are a problem elsewhere.
 *
 * @param raw - Everything behind the equals sign.
 * @param name - The left side, for the line that the problem proposes.
 * @param shown - What may be printed of the value; `raw` unless it is a secret.
 */
export function readValue(raw: string, name: string, shown: string = raw): ValueResult {
  const value = raw.trim()
  if (value === '')
    return { problem: `the value is empty; delete the line, or write \`${name} = ""\` if that is meant.` }
  if (value.startsWith('"') || value.startsWith("'")) return readQuoted(value)
  const end = findComment(value)
  // The escapes \; \# and \\ are undone by ini itself, so that they mean what they mean in every other INI.
  if (end === -1) return { text: unsafe(value), quoted: false }
  if (end > 0 && /\s/.test(value.charAt(end - 1))) return { text: unsafe(value.slice(0, end)), quoted: false }
  const withoutComment = shown.trim().replace(/(?<=\S)\s+[;#].*$/s, '')
  const what =
    end === 0
      ? `"${value.charAt(0)}" begins a comment and leaves the value empty`
      : `"${value.charAt(end)}" would cut the value`
  return { problem: `${what}; quote it: \`${name} = ${quoteForMessage(withoutComment)}\`.` }
}

/** The index of the first `;` or `#` without a backslash, or -1. */
function findComment(value: string): number {
  for (let index = 0; index < value.length; index++) {
    const character = value.charAt(index)
    if (character === '\\') index++
    else if (character === ';' || character === '#') return index
  }
  return -1
}

/** Double quotes hold JSON text; single quotes hold the text as it is. */
function readQuoted(value: string): ValueResult {
  const match = /^(?:"([^"\\]*(?:\\.[^"\\]*)*)"|'([^']*)')\s*(?:[;#].*)?$/s.exec(value)
  if (!match) return { problem: quoteProblem(value) }
  if (match[2] !== undefined) return { text: match[2], quoted: true }
  try {
    return { text: JSON.parse(`"${match[1]}"`) as string, quoted: true }
  } catch {
    // The parser's own message would repeat the value, which may be a secret.
    return {
      problem:
        'a value in double quotes is JSON text, where a backslash is written \\\\; use single quotes to take it as it is.',
    }
  }
}

function quoteProblem(value: string): string {
  const closes = /^(?:"[^"\\]*(?:\\.[^"\\]*)*"|'[^']*')/s.test(value)
  if (!closes) return 'the quote is not closed; put the same quote at the end of the value.'
  return 'there is text behind the closing quote; put the quotes around the whole value, and write a list as one `key[] = value` line for each entry.'
}
