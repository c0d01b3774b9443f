// Takes secrets out of transcripts: endpoint URLs are capabilities, payloads and keys are private.
import type { TranscriptEvent } from './transcript.ts'

const secretFields: ReadonlySet<string> = new Set(['data', 'key', 'auth', 'p256dh', 'privatekey', 'authorization'])
/** The version of a notification is the name of its message, which can be deleted by it. Its end tells which one an ack is for. */
const tokenFields: ReadonlySet<string> = new Set(['version'])
const endpointPath = /(\/wpush\/(?:v\d\/)?|\/fcm\/send\/|\/wp\/|\/m\/|\/w\/\?token=)[^\s"'?#]+/g
/** A path segment or a query value that is too long to be anything but a token: Apple has it right under the root. */
const longToken = /((?:^|[^/:])\/|[?&][\w-]+=)[\w:%~.+-]{24,}=*/g
const authorizationValue = /\b(vapid\s+(?:k="?[^\s,"]+"?\s*,\s*)?t="?|webpush\s+|bearer\s+)[^\s,"]+/gi
const url = /\b(?:https?|wss?):\/\/[^\s"'`<>\p{Cc}]+/gu
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

/** The same text without the tokens of URLs; a path of a file can be as long as a token, and is to be read. */
export function redactUrls(text: string): string {
  return text.replace(url, (found) => redact(found))
}

/** The same events without secrets. */
export function redactEvents(events: readonly TranscriptEvent[]): TranscriptEvent[] {
  return events.map((event) => (event.text === undefined ? event : { ...event, text: redact(event.text) }))
}

function redactJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), (name, value: unknown) =>
      isSecret(name, value) ? veilField(name, value) : value,
    )
  } catch {
    // Not JSON after all, such as a frame that a fault has torn: show that, but not what is in it.
    return `${veil(text.length)} (not JSON)`
  }
}

function isSecret(name: string, value: unknown): boolean {
  if (secretFields.has(name.toLowerCase())) return value !== null
  return tokenFields.has(name) && typeof value === 'string' && value.length >= 24
}

function veilField(name: string, value: unknown): string {
  const length = lengthOf(value)
  return tokenFields.has(name) ? `${veil(length)}:${(value as string).slice(-4)}` : veil(length)
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
