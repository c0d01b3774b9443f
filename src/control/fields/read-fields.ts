// Reads an object of JSON, or a query, into typed values.
import { nearest, PushwrightError } from '../../errors/index.ts'
import { isObject } from '../../json/index.ts'
import { type Reader, wrong } from './reader.ts'

/** The fields there are, with their readers. */
export type Schema = Readonly<Record<string, Reader<unknown>>>

/** What a schema gives; in the order of the schema. */
export type FieldsOf<S extends Schema> = { [Name in keyof S]: ReturnType<S[Name]> }

/**
 * Reads every field.
 *
 * @param value - Anything that came from outside.
 * @param what - What it is, for messages: "the body".
 * @throws PushwrightError `ERR_OPTION` if it is not an object, a field is wrong, or there is one more, with the nearest name.
 */
export function readFields<S extends Schema>(value: unknown, schema: S, what: string): FieldsOf<S> {
  if (!isObject(value)) throw wrong(what, 'a JSON object', value)
  const names = Object.keys(schema)
  for (const name of Object.keys(value)) if (!Object.hasOwn(schema, name)) throw unknownField(name, names, what)
  const read = names.map((name) => [
    name,
    // A field that is only inherited is none.
    (schema[name] as Reader<unknown>)(Object.hasOwn(value, name) ? value[name] : undefined, name),
  ])
  return Object.fromEntries(read) as FieldsOf<S>
}

function unknownField(name: string, names: readonly string[], what: string): PushwrightError {
  const short = name.slice(0, 80)
  const meant = nearest(short, names)
  const known = names.length === 0 ? 'no fields' : `the fields ${names.join(', ')}`
  const suggestion = meant === undefined ? '' : ` Did you mean \`${meant}\`?`
  return new PushwrightError('ERR_OPTION', `Expected ${what} to have ${known}, got \`${short}\`.${suggestion}`)
}
