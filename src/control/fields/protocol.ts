// Values of HTTP and WebSocket that go to the wire: what Node or ws would throw at is refused here.
import { isObject } from '../../json/index.ts'
import { parseUuid } from '../../protocol/index.ts'
import { either, integer, type Reader, text, wrong } from './reader.ts'

/** A status of a final answer. */
export const status: Reader<number> = integer({ minimum: 200, maximum: 599 })

/** A close code that may be sent (RFC 6455 section 7.4). */
export const closeCode: Reader<number> = (value, name) => {
  if (typeof value === 'number' && Number.isInteger(value) && isSendable(value)) return value
  throw wrong(name, 'a close code: 1000 to 1014 without 1004, 1005 and 1006, or 3000 to 4999', value)
}

/** The reason of a Close frame, which has room for 123 bytes (RFC 6455 section 5.5). */
export const closeReason: Reader<string> = (value, name) => {
  if (typeof value === 'string' && Buffer.byteLength(value) <= 123) return value
  throw wrong(name, 'a text of at most 123 bytes', value)
}

/** The value of a header (RFC 9110 section 5.5). */
const headerValue: Reader<string> = text(8192, 'a header value', /^[\t\x20-\x7e\x80-\xff]*$/)

/** Seconds or a date, for Retry-After. */
export const retryAfter: Reader<number | string> = either(
  'seconds or a date',
  integer({ minimum: 0, maximum: 2 ** 31 }),
  headerValue,
)

/** Names to values, at most 50. */
export const headers: Reader<Record<string, string>> = (value, name) => {
  const entries = isObject(value) ? Object.entries(value) : undefined
  if (entries === undefined || entries.length > 50) throw wrong(name, 'an object of at most 50 headers', value)
  const read = entries.map(([header, content]): [string, string] => {
    if (!/^[!#$%&'*+.^_`|~\w-]{1,100}$/.test(header)) throw wrong(name, 'headers whose names are tokens', header)
    return [header, headerValue(content, `${name}.${header}`)]
  })
  return Object.fromEntries(read)
}

/** A UUID in any form, such as a UAID. */
export const uuid: Reader<string> = (value, name) => {
  const parsed = typeof value === 'string' ? parseUuid(value) : undefined
  if (parsed !== undefined) return parsed
  throw wrong(name, 'a UUID', value)
}

function isSendable(code: number): boolean {
  if (code >= 3000 && code <= 4999) return true
  return code >= 1000 && code <= 1014 && ![1004, 1005, 1006].includes(code)
}
