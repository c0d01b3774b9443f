// Reads JSON of somebody else, and looks at what it is.

/** A JSON object whose fields are not checked yet. */
export type JsonObject = Record<string, unknown>

/** The value; `undefined` if the text is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Whether `value` is an object, and neither `null` nor an array. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Whether `value` is a whole number, 0 or more. */
export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

/** Whether `value` is a list whose every element passes. */
export function isListOf(value: unknown, isOne: (one: unknown) => boolean): value is readonly unknown[] {
  return Array.isArray(value) && value.every(isOne)
}

/** Whether `value` is a text. */
export function isText(value: unknown): value is string {
  return typeof value === 'string'
}

/** Whether `value` is true or false. */
export function isFlag(value: unknown): value is boolean {
  return typeof value === 'boolean'
}

/** Whether a value is absent, or passes. */
export function isOptional(isOne: (value: unknown) => boolean): (value: unknown) => boolean {
  return (value) => value === undefined || isOne(value)
}

/** What each field of an object must be. */
export type Shape = Readonly<Record<string, (value: unknown) => boolean>>

/** The names of the fields of `value` that are not what they must be. What is no object has none of them. */
export function wrongFields(value: unknown, shape: Shape): string[] {
  const fields = isObject(value) ? value : {}
  return Object.entries(shape).flatMap(([name, fits]) => (fits(fields[name]) ? [] : [name]))
}

/** Whether `value` is an object whose fields are what they must be. */
export function hasShape(value: unknown, shape: Shape): boolean {
  return isObject(value) && wrongFields(value, shape).length === 0
}

/** Whether no more than `levels` arrays and objects are inside of each other, so that everybody can write it as JSON. */
export function isShallow(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true
  return levels > 0 && Object.values(value).every((one) => isShallow(one, levels - 1))
}
