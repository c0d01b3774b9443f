// Takes secrets out of transcripts: endpoint URLs are capabilities, payloads and keys are private.
import { veil, veilSecretValues } from './secret-values.ts'
import type { TranscriptEvent } from './transcript.ts'

const secretFields: ReadonlySet<string> = new Set(['data', 'key', 'auth', 'p256dh', 'privatekey', 'authorization'])
/** The version of a notification is the name of its message, which can be deleted by it. Its end tells which one an ack is for. */
const tokenFields: ReadonlySet<string> = new Set(['version'])
/** How the paths of well-known services begin; it says what the endpoint is, and is no secret. */
const knownPath = 'wpush/(?:v\\d/)?|fcm/send/|wp/|m/|w/\\?token='
const endpointPath = new RegExp(`(/(?:${knownPath}))[^\\s"'?#]+`, 'g')
/** The request line of a push or of the deletion of a message: all of its path and query is a capability. */
const pushRequest = new RegExp(`^((?:POST|DELETE) /(?:${knownPath})?)\\S+(?= \\(\\d+ bytes\\)$)`, 'g')
/** A path segment or a query value that is too long to be anything but a token: Apple has it right under the root. */
const longToken = /((?:^|[^/:])\/|[?&][\w-]+=)[\w:%~.+-]{24,}=*/g
/** Between the name and the value of a member: in JSON, in JSON within JSON, as Node shows objects, or in a form. */
const between = `\\\\{0,9}["']?\\s{0,9}[:=]\\s{0,9}\\\\{0,9}["'\`]?`
/** Members that name an endpoint or a message. */
const urlField = new RegExp(
  `((?:endpoint|location)${between}https?://[^\\s/?#"'\`<>\\\\]+[/?](?:${knownPath})?)[^\\s"'\`<>\\\\]+`,
  'gi',
)
/** Shorter values are words: `auth: expected` is of a message. */
const keyField = new RegExp(`(\\b(?:auth|authSecret|p256dh|privateKey)${between})[\\w+/-]{16,}={0,2}`, 'gi')
const authorizationValue = /\b(vapid\s+(?:k="?[^\s,"]+"?\s*,\s*)?t="?|webpush\s+|bearer\s+)[^\s,"]+/gi
/** With a character that no word has, since basic is a word too. */
const basicCredentials = /\b([Bb]asic\s{1,9})(?=[a-z]*[A-Z\d+/=])[\w+/-]{4,}={0,2}/g
const userinfo = /(:\/\/)[^\s/?#@"'`<>]+(?=@)/g
const url = /\b(?:https?|wss?):\/\/[^\s"'`<>\p{Cc}]+/gu
/** Fields whose value is such a URL. */
const urlFields: ReadonlySet<string> = new Set(['endpoint', 'pushendpoint', 'location'])
const jsonWebToken = /\beyJ[\w-]{0,1000}\.[\w-]+\.[\w-]+/g

/** Also an ellipsis that stands for any token, as in the advice to send `Bearer …`. */
const alreadyVeiled = /^…\d*\W?$/

const inUrls = [endpointPath, longToken]
const anywhere = [urlField, keyField, authorizationValue, basicCredentials, userinfo]

/**
 * The same text without secrets: the tokens of endpoint URLs, credentials, the values of `data` and key fields, and what `keepSecret`
 * was given become `…` with their length. What is redacted already stays as it is.
 *
 * @param text - A frame, a request line, a header or a message.
 */
export function redact(text: string): string {
  const visible = /^\s*[[{]/.test(text) ? redactJson(text) : veilSecretValues(text)
  return veilAll(visible, [pushRequest, ...anywhere, ...inUrls])
}

/** The same message without secrets. A path of a file can be as long as a token, and is to be read: tokens are looked for in URLs alone. */
export function redactMessage(message: string): string {
  return veilAll(veilSecretValues(message), anywhere).replace(url, (found) => veilAll(found, inUrls))
}

/** The same data without secrets, as JSON carries it. */
export function redactData<T>(data: T): T {
  return JSON.parse(JSON.stringify(data), (name, value: unknown) => {
    if (isSecret(name, value)) return veilField(name, value)
    if (typeof value !== 'string') return value
    // The name says that it is a secret, however short it is.
    const prefix = urlFields.has(name.toLowerCase()) ? `${name}=` : ''
    return redact(prefix + value).slice(prefix.length)
  }) as T
}

/** The same events without secrets. */
export function redactEvents(events: readonly TranscriptEvent[]): TranscriptEvent[] {
  return events.map((event) => (event.text === undefined ? event : { ...event, text: redact(event.text) }))
}

function redactJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), (name, value: unknown) =>
      isSecret(name, value) ? veilField(name, value) : typeof value === 'string' ? veilSecretValues(value) : value,
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
  if (typeof value === 'string' && alreadyVeiled.test(value)) return value
  const length = lengthOf(value)
  return tokenFields.has(name) ? `${veil(length)}:${(value as string).slice(-4)}` : veil(length)
}

function lengthOf(value: unknown): number {
  return typeof value === 'string' ? value.length : JSON.stringify(value).length
}

function veilAll(text: string, patterns: readonly RegExp[]): string {
  return patterns
    .reduce((shown, pattern) => shown.replace(pattern, veilAfterPrefix), text)
    .replace(jsonWebToken, (whole) => veil(whole.length))
}

function veilAfterPrefix(whole: string, prefix: string): string {
  const secret = whole.slice(prefix.length)
  return alreadyVeiled.test(secret) ? whole : prefix + veil(secret.length)
}
