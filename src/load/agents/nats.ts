// The work queue of shards on NATS.
import type { Consumer } from '@nats-io/jetstream'
import { PushwrightError } from '../../errors/index.ts'
import { isStreamFull, type Nats, requireCarried } from '../../nats/index.ts'

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

/** Bytes of shards that wait, which the server keeps in memory. */
const maxBytes = 256 * 1024 * 1024

/** Makes sure that there is a queue; the first to come makes it. */
export async function prepareQueue({ manager, jetstream }: Nats): Promise<void> {
  const { RetentionPolicy, StorageType, DiscardPolicy } = jetstream
  await manager.streams.add({
    name: stream,
    subjects: [subjects.shard('*', '*')],
    retention: RetentionPolicy.Workqueue,
    // A shard that nobody has asked for in a day belongs to a run that has ended.
    max_age: 24 * 60 * 60 * 1e9,
    storage: StorageType.Memory,
    max_bytes: maxBytes,
    // Who puts a shard too many is told; the oldest belongs to somebody else.
    discard: DiscardPolicy.New,
  })
}

/** @throws PushwrightError `ERR_LIMIT` for a shard that is longer than what NATS carries, or for which there is no room. */
export async function putShard(nats: Nats, run: string, index: number, shard: Uint8Array): Promise<void> {
  requireCarried(nats, shard, 'a plan')
  try {
    await nats.client.publish(subjects.shard(run, index), shard)
  } catch (cause) {
    if (!isStreamFull(nats, cause)) throw cause
    throw new PushwrightError(
      'ERR_LIMIT',
      `${maxBytes} bytes of plans wait for agents already. Start more agents, or purge the stream ${stream} if nobody needs them.`,
      { cause },
    )
  }
}

/**
 * What hands out the shards, the same for all agents.
 *
 * @param ackWait - Milliseconds without a sign of life after which a shard is handed out again; all agents say the same.
 */
export async function openQueue(
  { client, manager, jetstream }: Nats,
  ackWait: number = defaultAckWait,
): Promise<Consumer> {
  const { AckPolicy } = jetstream
  await manager.consumers.add(stream, {
    durable_name: durable,
    ack_policy: AckPolicy.Explicit,
    ack_wait: ackWait * 1e6,
    max_deliver: maxDeliver,
  })
  return client.consumers.get(stream, durable)
}

/** Takes back the shards of a run that nobody has begun. */
export async function withdrawShards({ manager }: Nats, run: string): Promise<void> {
  await manager.streams.purge(stream, { filter: subjects.shard(run, '*') })
}
