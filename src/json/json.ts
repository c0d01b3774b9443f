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
