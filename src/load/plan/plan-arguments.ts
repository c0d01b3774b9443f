// The arguments of a scenario as words: JSON, `name=value`, or text.
import { quoteForMessage } from '../../errors/index.ts'
import { isObject } from '../../json/index.ts'
import { planError } from './plan-error.ts'

type Entry = readonly [name: string, value: unknown]

/**
 * Reads arguments. A JSON list is several arguments, a JSON object and `name=value` are named ones, which come last as one object;
 * any other JSON is a value, and what is no JSON is text.
 *
 * @param words - Such as `30`, `true`, `runOnce=1`, `{"ttl":60}`, `[1,2]`, `hello`.
 * @param place - Where they stand, for messages.
 * @throws PushwrightError `ERR_OPTION` for torn JSON, and for a name that is given twice.
 */
export function readArguments(words: readonly string[], place: string): unknown[] {
  const positional: unknown[] = []
  const named: Entry[] = []
  for (const word of words) {
    const json = readJson(word)
    if (json === undefined) {
      const pair = readPair(word)
      if (pair !== undefined) named.push(pair)
      else positional.push(readText(word, place))
    } else if (Array.isArray(json.value)) positional.push(...json.value)
    else if (isObject(json.value)) named.push(...Object.entries(json.value))
    else positional.push(json.value)
  }
  refuseTwice(named, place)
  return named.length === 0 ? positional : [...positional, Object.fromEntries(named)]
}

/** Writes arguments as words that {@link readArguments} reads as the same. */
export function formatArguments(args: readonly unknown[]): string[] {
  return args.map((value, index) => {
    const isNamed = isObject(value) && Object.keys(value).length > 0 && index === args.length - 1
    const needsList = typeof value === 'object' && value !== null && !isNamed
    return JSON.stringify(needsList ? [value] : value)
  })
}

function readPair(word: string): Entry | undefined {
  const match = /^(\w+)=(.+)$/su.exec(word)
  if (match === null) return undefined
  const [, name = '', text = ''] = match
  const json = readJson(text)
  return [name, json === undefined ? text : json.value]
}

function readText(word: string, place: string): string {
  if (word === '') throw planError(place, 'Expected an argument between two commas, got nothing; empty text is "".')
  // Whoever begins like that means JSON, and has most likely left a comma as it is.
  if (/^[{["]/.test(word)) {
    throw planError(
      place,
      `Expected JSON, got ${quoteForMessage(word)}. Write each comma in it as \\, and each bar as \\|.`,
    )
  }
  return word
}

function readJson(word: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(word) as unknown }
  } catch {
    // Then it is something else; the caller decides what.
    return undefined
  }
}

function refuseTwice(named: readonly Entry[], place: string): void {
  const names = named.map(([name]) => name)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined)
    throw planError(place, `Expected each named argument once, got ${quoteForMessage(twice)} twice.`)
}
