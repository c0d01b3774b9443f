// Takes secrets out of transcripts: endpoint URLs are capabilities, payloads and keys are private.
import type { TranscriptEvent } from './transcript.ts'

const secretFields: ReadonlySet<string> = new Set(['data', 'key', 'auth', 'p256dh', 'privatekey', 'authorization'])
const endpointPath = /(\/wpush\/(?:v\d\/)?|\/fcm\/send\/|\/wp\/|\/m\/|\/w\/\?token=)[^\s"'?#]+/g
/** A path segment or a query value that is too long to be anything but a token: Apple has it right under the root. */
const longToken = /((?:^|[^/:])\/|[?&][\w-]+=)[\w:%~.+-]{24,}=*/g
const authorizationValue = /\b(vapid\s+(?:k="?[^\s,"]+"?\s*,\s*)?t="?|webpush\s+|bearer\s+)[^\s,"]+/gi
const jsonWebToken = /\beyJ[\w-]{0,1000}\.[\w-]+\.[\w-]+/g

/**
 * The same text without secrets: the tokens of endpoint URLs, the credentials of an Authorization header, and the values
 * of `data` and key fields in a JSON message become `…` with their length.
 *
 * @param text - A frame, a request line, a header or a message.
 */
export function redact(text: string): string {
  const visible = /^\s*[[{]/.test(text) ? redactJson(text) : text
  return [endpointPath, longToken, authorizationValue]
    .reduce((shown, pattern) => shown.replace(pattern, veilAfterPrefix), visible)
    .replace(jsonWebToken, (whole) => veil(whole.length))
}

/** The same events without secrets. */
export function redactEvents(events: readonly TranscriptEvent[]): TranscriptEvent[] {
  return events.map((event) => (event.text === undefined ? event : { ...event, text: redact(event.text) }))
}

function redactJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), (name, value: unknown) =>
      secretFields.has(name.toLowerCase()) && value !== null ? veil(lengthOf(value)) : value,
    )
  } catch {
    // Not JSON after all, such as a frame that a fault has torn: show that, but not what is in it.
    return `${veil(text.length)} (not JSON)`
  }
}

function lengthOf(value: unknown): number {
  return typeof value === 'string' ? value.length : JSON.stringify(value).length
}

function veilAfterPrefix(whole: string, prefix: string): string {
  return prefix + veil(whole.length - prefix.length)
}

function veil(length: number): string {
  return `…${length}`
}
