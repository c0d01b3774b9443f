// What the server of NATS does not carry is told before it is sent, with what to do.
import { PushwrightError } from '../errors/index.ts'
import type { Nats } from './connect-nats.ts'

/** Bytes of the longest message that the server carries; nats-server has 1 MiB unless told. */
export function longestMessage({ connection }: Nats): number {
  return connection.info?.max_payload ?? Number.POSITIVE_INFINITY
}

/**
 * @param what - Such as `a plan`.
 * @throws PushwrightError `ERR_LIMIT` for a message that the server does not carry.
 */
export function requireCarried(nats: Nats, message: Uint8Array | string, what: string): void {
  const [length, limit] = [Buffer.byteLength(message), longestMessage(nats)]
  if (length <= limit) return
  throw new PushwrightError(
    'ERR_LIMIT',
    `Expected ${what} of ${limit} bytes at most, got ${length}: NATS carries no more. Send less, or raise max_payload of nats-server.`,
    { details: { length, limit } },
  )
}
