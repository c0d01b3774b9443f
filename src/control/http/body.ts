// Reads the JSON of a request's body, within bounds.
import type { IncomingMessage } from 'node:http'
import { RequestError } from './problem.ts'

/** A body that is too long is read to its end, so that its sender is still there for the answer; but not for ever. */
const patience = 16

/**
 * The JSON of a body; `{}` for none.
 *
 * @param limit - Bytes.
 * @throws RequestError `ERR_TOO_LARGE`, or `ERR_REQUEST` if it is not JSON in UTF-8.
 */
export async function readBody(request: IncomingMessage, limit: number): Promise<unknown> {
  const chunks: Buffer[] = []
  let length = 0
  const tooLarge = (headers = {}): RequestError =>
    new RequestError('ERR_TOO_LARGE', `Expected a body of at most ${limit} bytes.`, headers)
  try {
    // Not destroyed when it is left early: the answer goes over the same connection.
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      length += chunk.length
      if (length > limit * patience) throw tooLarge({ Connection: 'close' })
      if (length <= limit) chunks.push(chunk)
      else chunks.length = 0
    }
  } catch (error) {
    if (error instanceof RequestError) throw error
    throw new RequestError('ERR_REQUEST', 'The body broke off.')
  }
  if (length > limit) throw tooLarge()
  return parse(Buffer.concat(chunks))
}

function parse(bytes: Buffer): unknown {
  if (bytes.length === 0) return {}
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    throw new RequestError('ERR_REQUEST', `Expected the body to be JSON in UTF-8: ${(error as Error).message}`)
  }
}
