// Why a connection failed, in a few words.
import { isPushwrightError } from './pushwright-error.ts'

/** Codes that name a library, and not what went wrong. */
const opaque = /^(EPROTO|HPE_)/

/**
 * The reason to tell of an error of the network: our own message, the code of the system, and what OpenSSL or the parser of HTTP says where the
 * code does not.
 *
 * @example
 * ```ts
 * networkReason(error) // 'ECONNREFUSED', or 'EPROTO, tlsv1 alert protocol version'
 * ```
 */
export function networkReason(error: NodeJS.ErrnoException): string {
  const { code, message } = error
  if (isPushwrightError(error) || code === undefined) return message.replace(/\.$/, '')
  const detail = opaque.test(code) ? detailOf(message) : undefined
  return detail === undefined ? code : `${code}, ${detail}`
}

/** OpenSSL: `…:error:0A00042E:SSL routines:ssl3_read_bytes:tlsv1 alert protocol version:…`. */
function detailOf(message: string): string | undefined {
  const [, ssl] = /:SSL routines:[^:]*:([^:]+):/.exec(message) ?? []
  const [, http] = /^Parse Error: (.+)$/.exec(message) ?? []
  return ssl ?? http
}
