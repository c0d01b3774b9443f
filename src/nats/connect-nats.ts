// The connection to NATS and its JetStream; the packages are loaded when they are asked for.
import type { JetStreamClient, JetStreamManager } from '@nats-io/jetstream'
import type { NatsConnection } from '@nats-io/transport-node'
import { PushwrightError } from '../errors/index.ts'
import { optionalPeer } from '../optional-peer/index.ts'

/** Where NATS is, and for whom. */
export interface NatsOptions {
  /** Such as `nats://user:password@queue.example:4222`, or `tls://` for TLS. */
  readonly url: string
  /** What it is asked for, for messages, such as `agents`. */
  readonly purpose: string
  /** The name that NATS shows for the connection. Default: none. */
  readonly name?: string
}

/** A connection and its JetStream. */
export interface Nats {
  readonly connection: NatsConnection
  readonly client: JetStreamClient
  readonly manager: JetStreamManager
  /** The package itself, for its constants. */
  readonly jetstream: typeof import('@nats-io/jetstream')
}

/** Milliseconds to connect in. */
const timeout = 5000

/**
 * Connects, and does so again whenever the connection is lost.
 *
 * @throws PushwrightError `ERR_OPTION` for a URL that is none, `ERR_MISSING_PACKAGE`, `ERR_CONNECT` if there is no server, or it has no JetStream.
 */
export async function connectNats({ url, purpose, name }: NatsOptions): Promise<Nats> {
  const { host, username, password, protocol } = readUrl(url)
  const transport = await optionalPeer('@nats-io/transport-node', purpose, () => import('@nats-io/transport-node'))
  const jetstream = await optionalPeer('@nats-io/jetstream', purpose, () => import('@nats-io/jetstream'))
  let connection: NatsConnection | undefined
  try {
    connection = await transport.connect({
      servers: host,
      timeout,
      maxReconnectAttempts: -1,
      ...(name !== undefined && { name }),
      ...(username !== '' && { user: decodeURIComponent(username), pass: decodeURIComponent(password) }),
      ...(protocol === 'tls:' && { tls: {} }),
    })
    const client = jetstream.jetstream(connection)
    return { connection, client, manager: await jetstream.jetstreamManager(connection), jetstream }
  } catch (cause) {
    await connection?.close()
    throw new PushwrightError(
      'ERR_CONNECT',
      `Could not use NATS at ${host}: ${(cause as Error).message}. Check that nats-server runs there, with JetStream (-js).`,
      { cause, details: { host } },
    )
  }
}

function readUrl(url: string): URL {
  if (URL.canParse(url) && /^(nats|tls):$/.test(new URL(url).protocol)) return new URL(url)
  throw new PushwrightError(
    'ERR_OPTION',
    'Expected the URL of NATS, such as nats://127.0.0.1:4222, got something else.',
  )
}
