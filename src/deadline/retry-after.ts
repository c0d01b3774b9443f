// How long an HTTP answer asks to be left alone: RFC 9110 section 10.2.3.

/** The three forms of an HTTP date begin with the name of a day; `Date.parse` reads a date into other texts too, such as "-5". */
const httpDate = /^[A-Z][a-z]{2,8},? /

/**
 * Milliseconds that a `Retry-After` asks for, from seconds or an HTTP date; nothing if it is neither.
 *
 * @param now - Milliseconds since the epoch, which a date is counted from.
 */
export function readRetryAfter(value: string | undefined, now: number): number | undefined {
  const text = value?.trim() ?? ''
  if (/^\d+$/.test(text)) return Number(text) * 1000
  if (!httpDate.test(text)) return undefined
  // The oldest form has no zone, and is GMT like the others.
  const date = Date.parse(text.endsWith('GMT') ? text : `${text} GMT`)
  return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}
