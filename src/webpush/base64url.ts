// Base64url as web push writes it: no padding when encoding, nothing but the alphabet when decoding.

const urlAlphabet = /^[A-Za-z0-9_-]*={0,2}$/
const eitherAlphabet = /^[A-Za-z0-9_+/-]*={0,2}$/

/** Which letters {@link decodeBase64url} takes: the URL-safe ones alone, or the standard alphabet's `+` and `/` as well. */
export type Base64Alphabet = 'url' | 'any'

/**
 * Writes bytes as base64url without padding (RFC 4648 section 5).
 *
 * @param bytes - Anything from no bytes on.
 */
export function encodeBase64url(bytes: Uint8Array): string {
  return asBuffer(bytes).toString('base64url')
}

/**
 * Reads base64url, or gives `undefined` when `text` is anything else, since callers know best what to say then. `Buffer.from` would
 * silently skip what does not belong there; this refuses other letters, an impossible length and bits behind the last byte. Up to
 * two `=` at the end are ignored.
 *
 * @param text - The encoded bytes.
 * @param alphabet - `url` (the default) refuses `+` and `/`, as RFC 4648 section 5 does; `any` takes both alphabets.
 *
 * @example
 * ```ts
 * decodeBase64url('aGk') // <Buffer 68 69>
 * decodeBase64url('a b!') // undefined
 * ```
 */
export function decodeBase64url(text: string, alphabet: Base64Alphabet = 'url'): Buffer | undefined {
  if (typeof text !== 'string' || !(alphabet === 'url' ? urlAlphabet : eitherAlphabet).test(text)) return undefined
  const padding = text.indexOf('=')
  const letters = padding === -1 ? text.length : padding
  const unusedBits = (letters * 6) % 8
  if (unusedBits === 6) return undefined
  const bytes = Buffer.from(text, 'base64url')
  if (unusedBits === 0) return bytes
  // The bits after the last byte must be zero (RFC 4648 section 3.5), or two texts would mean one key.
  const canonical = bytes.toString('base64url', bytes.length - (bytes.length % 3))
  return canonical.at(-1) === toUrlLetter(text.charAt(letters - 1)) ? bytes : undefined
}

/** The same memory as a Buffer. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function toUrlLetter(letter: string): string {
  if (letter === '+') return '-'
  return letter === '/' ? '_' : letter
}
