// A decrypted payload as JSON can carry it.
import { isPushwrightError } from '../errors/index.ts'

/** What is shown of a message that was encrypted. */
export interface ShownPayload {
  /** The payload, if it is UTF-8; null if it is not, or could not be decrypted. */
  readonly text: string | null
  /** The payload's bytes; null if it could not be decrypted. */
  readonly base64: string | null
  /** Why it could not be decrypted; null if it was. */
  readonly problem: { readonly code: string; readonly message: string } | null
}

/** Decrypts, and shows what comes out. */
export function showPayload(message: { bytes(): Buffer }): ShownPayload {
  try {
    const bytes = message.bytes()
    return { text: utf8(bytes), base64: bytes.toString('base64'), problem: null }
  } catch (error) {
    // Part of the answer, rather than its failure: the other messages of the list are fine.
    if (!isPushwrightError(error)) throw error
    return { text: null, base64: null, problem: { code: error.code, message: error.message } }
  }
}

function utf8(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    // Not text, which base64 shows as well as text.
    return null
  }
}
