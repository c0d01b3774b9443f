// Takes secrets out of transcripts: endpoint URLs are capabilities, payloads and keys are private.

const secretFields: ReadonlySet<string> = new Set(['data', 'key', 'auth', 'p256dh', 'privateKey'])
const endpointPath = /(\/wpush\/(?:v\d\/)?|\/fcm\/send\/|\/wp\/|\/m\/|\/w\/\?token=)[^\s"'?#/]+/g
const authorizationValue = /\b((?:vapid\s+t=|webpush\s+|bearer\s+))[^\s,"]+/gi

/**
 * The same text without secrets: the tokens of endpoint URLs, the credentials of an Authorization header, and the values
 * of `data` and key fields in a JSON message become `…` with their length.
 *
 * @param text - A frame, a request line, a header or a message.
 */
export function redact(text: string): string {
  const visible = text.startsWith('{') ? redactJson(text) : text
  return visible
    .replace(endpointPath, (whole, prefix: string) => prefix + veil(whole.length - prefix.length))
    .replace(authorizationValue, (whole, prefix: string) => prefix + veil(whole.length - prefix.length))
}

function redactJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), (name, value: unknown) =>
      secretFields.has(name) && typeof value === 'string' ? veil(value.length) : value,
    )
  } catch {
    // Not JSON after all, such as a frame that a fault has torn: show that, but not what is in it.
    return `${veil(text.length)} (not JSON)`
  }
}

function veil(length: number): string {
  return `…${length}`
}
