// What can be sent as a payload, and as which bytes.
import { isAnyArrayBuffer } from 'node:util/types'
import { PushwrightError } from '../errors/index.ts'

/**
 * The bytes that `ApplicationServer.send` encrypts for a payload.
 *
 * @param payload - Text, bytes, or anything else as JSON.
 * @returns `undefined` for nothing and `null`, which are sent as an empty message.
 * @throws PushwrightError `ERR_OPTION` for what JSON has no form for.
 */
export function payloadBytes(payload: unknown): Uint8Array | undefined {
  if (payload === undefined || payload === null) return undefined
  if (typeof payload === 'string') return Buffer.from(payload, 'utf8')
  // Not `instanceof`: Vitest can run tests in a context that has classes of its own.
  if (ArrayBuffer.isView(payload)) return new Uint8Array(payload.buffer, payload.byteOffset, payload.byteLength)
  if (isAnyArrayBuffer(payload)) return new Uint8Array(payload)
  return Buffer.from(toJson(payload), 'utf8')
}

function toJson(payload: unknown): string {
  let cause: unknown
  try {
    // Undefined for a function or a symbol, whatever its type says.
    const json = JSON.stringify(payload) as string | undefined
    if (json !== undefined) return json
  } catch (error) {
    cause = error
  }
  throw new PushwrightError(
    'ERR_OPTION',
    `Expected a payload of text, bytes or JSON, got a ${typeof payload} that is none.`,
    {
      cause,
    },
  )
}
