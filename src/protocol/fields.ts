// Reads the fields of a JSON message and says which one is wrong.
import { PushwrightError } from '../errors/index.ts'
import { isObject, isText, type JsonObject } from '../json/index.ts'

/**
 * Parses `text` as a JSON object.
 *
 * @throws PushwrightError `ERR_MESSAGE` if it is not JSON or not an object.
 */
export function parseJsonObject(text: string): JsonObject {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new PushwrightError('ERR_MESSAGE', `Expected a JSON message, got ${excerpt(text)}.`, { cause })
  }
  if (!isObject(value)) {
    throw new PushwrightError('ERR_MESSAGE', `Expected a JSON object, got ${excerpt(text)}.`)
  }
  return value
}

/** Whether every value of the object is a string, as in `broadcasts`. */
export function isStringMap(value: unknown): value is Record<string, string> {
  return isObject(value) && Object.values(value).every(isText)
}

/** Whether `value` is a whole number from `min` to `max`. */
export function isIntegerWithin(value: unknown, min: number, max: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max
}

/**
 * The error for a field that is not what the message type demands.
 *
 * @param channelID - Of the whole message, so that the request it answers can be found.
 */
export function fieldError(
  messageType: string,
  field: string,
  expected: string,
  value: unknown,
  channelID?: unknown,
): PushwrightError {
  return new PushwrightError(
    'ERR_MESSAGE',
    `Expected \`${field}\` of a ${messageType} message to be ${expected}, got ${show(value)}.`,
    { details: { messageType, field, ...(typeof channelID === 'string' && { channelID }) } },
  )
}

/** A value as JSON for messages, cut if it is long. */
export function show(value: unknown): string {
  try {
    return excerpt(JSON.stringify(value))
  } catch {
    // `JSON.parse` reads deeper than `JSON.stringify` can write.
    return 'something nested too deep to show'
  }
}

function excerpt(text: string | undefined): string {
  if (text === undefined) return 'nothing'
  return text.length > 80 ? `${text.slice(0, 80)}... (${text.length} characters)` : text
}
