// The body of a request to one of the servers for a browser: no more of it than such a request can have.
import type { IncomingMessage } from 'node:http'

/** Bytes: a push has 4 KiB, and what a worker attaches to a notification not much more. */
const limit = 1024 * 1024

/** The body as text; `undefined` if it is too long or breaks off. Then the connection ends. */
export async function boundedBody(request: IncomingMessage): Promise<string | undefined> {
  const pieces: Buffer[] = []
  let length = 0
  try {
    for await (const piece of request as AsyncIterable<Buffer>) {
      length += piece.length
      if (length > limit) return undefined
      pieces.push(piece)
    }
  } catch {
    // Who asked is gone.
    return undefined
  }
  return Buffer.concat(pieces, length).toString()
}
