// The packages for NATS, which are loaded when they are asked for, and a connection.
import type { NatsConnection } from '@nats-io/transport-node'
import { PushwrightError } from '../../errors/index.ts'

/** What the bus needs of NATS. */
export interface NatsPackages {
  readonly jetstream: typeof import('@nats-io/jetstream')
  readonly connection: NatsConnection
}

/** Milliseconds. */
const connectTimeout = 5000

/** @throws PushwrightError `ERR_OPTION`, `ERR_MISSING_PACKAGE`, `ERR_CONNECT`. */
export async function connectNats(url: string): Promise<NatsPackages> {
  if (!URL.canParse(url) || !/^(nats|tls):$/.test(new URL(url).protocol)) {
    throw new PushwrightError(
      'ERR_OPTION',
      'Expected the URL of NATS, such as nats://127.0.0.1:4222, got something else.',
    )
  }
  const transport = await load('@nats-io/transport-node', () => import('@nats-io/transport-node'))
  const jetstream = await load('@nats-io/jetstream', () => import('@nats-io/jetstream'))
  const { host, username, password, protocol } = new URL(url)
  try {
    const connection = await transport.connect({
      servers: host,
      timeout: connectTimeout,
      maxReconnectAttempts: -1,
      ...(username !== '' && { user: decodeURIComponent(username), pass: decodeURIComponent(password) }),
      ...(protocol === 'tls:' && { tls: {} }),
    })
    return { jetstream, connection }
  } catch (cause) {
    throw new PushwrightError(
      'ERR_CONNECT',
      `Could not connect to NATS at ${host}: ${(cause as Error).message}. Check that nats-server runs there.`,
      { cause },
    )
  }
}

async function load<T>(name: string, loading: () => Promise<T>): Promise<T> {
  try {
    return await loading()
  } catch (cause) {
    throw new PushwrightError(
      'ERR_MISSING_PACKAGE',
      `A live check over NATS needs ${name}. Run \`npm install --save-dev ${name}\`.`,
      { cause, details: { package: name } },
    )
  }
}
