// A stream that refuses what is new says so with one code, whichever of its limits is reached.
import type { JetStreamApiError } from '@nats-io/jetstream'
import type { Nats } from './connect-nats.ts'

/** What JetStream says when it could not store a message: too many of a subject, or too many bytes. */
const storeFailed = 10077

/** Whether a message was refused because its stream is full; the message of the error says which limit that was. */
export function isStreamFull({ jetstream }: Nats, error: unknown): error is JetStreamApiError {
  return error instanceof jetstream.JetStreamApiError && error.code === storeFailed
}
