// The body of an answer that a service under test gives, of which there may be any amount.
import { PushwrightError } from '../errors/index.ts'

/** Bytes that are enough to tell what a service says of an error. */
const told = 64 * 1024

/** Bytes of which most are read for nothing but to use the connection again. Another one costs less than to read more. */
const longestRead = 2 * 1024 * 1024

/** Bytes of an answer that is read as a whole, unless somebody says otherwise. */
export const defaultBodyBytes: number = 16 * 1024 * 1024

/** The first 64 KiB of a body. The rest is read, so that the connection can be used again, but not kept; after 2 MiB the connection is ended. */
export async function beginningOf(body: AsyncIterable<Uint8Array> | null): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of body ?? []) {
    if (length < told) pieces.push(piece)
    length += piece.byteLength
    if (length > longestRead) break
  }
  return Buffer.concat(pieces).subarray(0, told)
}

/**
 * A body that somebody wants to have as a whole.
 *
 * @param limit - How many bytes it may have.
 * @param what - What it is the body of, and the option that has the limit; for the message.
 * @throws PushwrightError `ERR_LIMIT` as soon as it is longer. The connection is ended then.
 */
export async function wholeOf(
  body: AsyncIterable<Uint8Array>,
  limit: number,
  what: { readonly request: string; readonly option: string },
): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of body) {
    length += piece.byteLength
    if (length > limit) throw tooLong(limit, what)
    pieces.push(piece)
  }
  return Buffer.concat(pieces, length)
}

function tooLong(limit: number, { request, option }: { request: string; option: string }): PushwrightError {
  return new PushwrightError(
    'ERR_LIMIT',
    `Expected the answer to ${request} to have at most ${limit} bytes, got more. Ask for less, or raise \`${option}\`.`,
    { details: { limit } },
  )
}
