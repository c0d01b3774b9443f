// The connection to NATS, and the work queue of shards on it.
import type { Consumer, JetStreamClient, JetStreamManager } from '@nats-io/jetstream'
import type { NatsConnection } from '@nats-io/transport-node'
import { PushwrightError } from '../../errors/index.ts'
import { optionalPeer } from '../optional-peer.ts'

/** The subjects. Those of one run have its id in them. */
export const subjects = {
  /** Asked by who wants to know how many agents there are. */
  agents: 'pushwright.load.agents',
  shard: (run: string, shard: number | '*'): string => `pushwright.load.shards.${run}.${shard}`,
  events: (run: string): string => `pushwright.load.runs.${run}.events`,
  results: (run: string): string => `pushwright.load.runs.${run}.results`,
  stop: (run: string): string => `pushwright.load.runs.${run}.stop`,
}

const stream = 'PUSHWRIGHT_LOAD'
const durable = 'agents'

/** Milliseconds without a sign of life after which a shard is given to another agent. */
export const defaultAckWait = 10_000

/** Times that a shard is handed out: one that ends every agent that takes it must not go round for ever. */
const maxDeliver = 5

/** A connection and its JetStream. */
export interface Nats {
  readonly connection: NatsConnection
  readonly queue: JetStreamClient
  readonly manager: JetStreamManager
}

/**
 * Connects.
 *
 * @param url - Such as `nats://user:password@queue.example:4222`, or `tls://` for TLS.
 * @throws PushwrightError `ERR_MISSING_PACKAGE`, `ERR_CONNECT` if there is no server, or it has no JetStream.
 */
export async function connectNats(url: string, name: string): Promise<Nats> {
  const { connect } = await optionalPeer('@nats-io/transport-node', 'agents', () => import('@nats-io/transport-node'))
  const { jetstream, jetstreamManager } = await optionalPeer(
    '@nats-io/jetstream',
    'agents',
    () => import('@nats-io/jetstream'),
  )
  const { host, username, password, protocol } = readUrl(url)
  let connection: NatsConnection | undefined
  try {
    connection = await connect({
      servers: host,
      name,
      timeout: 5000,
      maxReconnectAttempts: -1,
      ...(username !== '' && { user: decodeURIComponent(username), pass: decodeURIComponent(password) }),
      ...(protocol === 'tls:' && { tls: {} }),
    })
    return { connection, queue: jetstream(connection), manager: await jetstreamManager(connection) }
  } catch (cause) {
    await connection?.close()
    throw new PushwrightError(
      'ERR_CONNECT',
      `Could not use NATS at ${host}: ${(cause as Error).message}. Check that nats-server runs there, with JetStream (-js).`,
      { cause, details: { host } },
    )
  }
}

/** Makes sure that there is a queue; the first to come makes it. */
export async function prepareQueue({ manager }: Nats): Promise<void> {
  const { RetentionPolicy, StorageType } = await import('@nats-io/jetstream')
  await manager.streams.add({
    name: stream,
    subjects: [subjects.shard('*', '*')],
    retention: RetentionPolicy.Workqueue,
    // A shard that nobody has asked for in a day belongs to a run that has ended.
    max_age: 24 * 60 * 60 * 1e9,
    storage: StorageType.Memory,
  })
}

/**
 * What hands out the shards, the same for all agents.
 *
 * @param ackWait - Milliseconds without a sign of life after which a shard is handed out again; all agents say the same.
 */
export async function openQueue({ queue, manager }: Nats, ackWait: number = defaultAckWait): Promise<Consumer> {
  const { AckPolicy } = await import('@nats-io/jetstream')
  await manager.consumers.add(stream, {
    durable_name: durable,
    ack_policy: AckPolicy.Explicit,
    ack_wait: ackWait * 1e6,
    max_deliver: maxDeliver,
  })
  return queue.consumers.get(stream, durable)
}

/** Takes back the shards of a run that nobody has begun. */
export async function withdrawShards({ manager }: Nats, run: string): Promise<void> {
  await manager.streams.purge(stream, { filter: subjects.shard(run, '*') })
}

function readUrl(url: string): URL {
  if (URL.canParse(url) && /^(nats|tls):$/.test(new URL(url).protocol)) return new URL(url)
  throw new PushwrightError(
    'ERR_OPTION',
    'Expected the URL of NATS, such as nats://127.0.0.1:4222, got something else.',
  )
}
