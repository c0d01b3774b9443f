// Plays a plan on agents: puts its shards into the queue, listens to those who take them, and collects the results.
import { randomUUID } from 'node:crypto'
import type { Msg, MsgCallback } from '@nats-io/transport-node'
import { PushwrightError } from '../../errors/index.ts'
import type { Log } from '../../log/index.ts'
import { connectNats, type Nats } from '../../nats/index.ts'
import { type MetricsRecord, mergeMetrics } from '../metrics/index.ts'
import type { Outcome } from '../run/outcome.ts'
import type { Job } from '../run/play-job.ts'
import {
  type AgentEvent,
  decodeEvent,
  decodeResult,
  encode,
  type ResultMessage,
  type ShardMessage,
} from './messages.ts'
import { prepareQueue, putShard, subjects, withdrawShards } from './nats.ts'

/** Where the agents are, and how to use them. */
export interface AgentsSettings {
  /** Such as `nats://127.0.0.1:4222`. */
  readonly nats: string
  /** Parts of the plan. Default: as many as there are agents. */
  readonly shards?: number
  /** Milliseconds without a word from any agent after which the shards that are left are lost. Default 30,000. */
  readonly patience?: number
}

/** How to play. */
export interface PlayOnAgentsOptions extends AgentsSettings {
  readonly log: Log
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((soFar: MetricsRecord) => void) | undefined
}

/** Milliseconds in which agents say that they are there. */
const rollCall = 1000

/**
 * Plays a plan on agents. A shard whose agent is lost is played again by another, from its beginning; one that nobody finishes is
 * reported as lost.
 *
 * @throws PushwrightError `ERR_CONNECT` if NATS cannot be used, `ERR_TIMEOUT` if there is no agent, `ERR_LIMIT` if the plan is longer than what
 *   NATS carries, or there is no room for it in the queue.
 */
export async function playOnAgents(job: Omit<Job, 'shard'>, options: PlayOnAgentsOptions): Promise<Outcome[]> {
  const nats = await connectNats({ url: options.nats, name: 'pushwright plan', purpose: 'agents' })
  try {
    await prepareQueue(nats)
    const count = options.shards ?? (await countAgents(nats))
    return await new AgentsRun(nats, job, count, options).finish()
  } finally {
    await nats.connection.close()
  }
}

/** What is known of a shard. */
interface ShardState {
  agent: string
  attempt: number
  /** Agents that began it and did not finish. */
  readonly lost: string[]
  soFar: MetricsRecord | undefined
  outcome: Outcome | undefined
}

class AgentsRun {
  readonly #id = randomUUID()
  readonly #nats: Nats
  readonly #job: Omit<Job, 'shard'>
  readonly #options: PlayOnAgentsOptions
  readonly #shards: readonly ShardState[]
  #heardAt = performance.now()
  readonly #finished = Promise.withResolvers<void>()

  constructor(nats: Nats, job: Omit<Job, 'shard'>, count: number, options: PlayOnAgentsOptions) {
    this.#nats = nats
    this.#job = job
    this.#options = options
    this.#shards = Array.from({ length: count }, () => ({
      agent: 'nobody',
      attempt: 0,
      lost: [],
      soFar: undefined,
      outcome: undefined,
    }))
  }

  async finish(): Promise<Outcome[]> {
    const { connection } = this.#nats
    const { signal, onProgress } = this.#options
    connection.subscribe(subjects.events(this.#id), {
      callback: this.#hear(decodeEvent, (event) => this.#onEvent(event)),
    })
    connection.subscribe(subjects.results(this.#id), {
      callback: this.#hear(decodeResult, (result) => this.#onResult(result)),
    })
    await connection.flush()
    const ticks = setInterval(() => {
      this.#giveUpIfSilent()
      const records = this.#shards.flatMap(({ outcome, soFar }) => outcome?.result?.metrics ?? soFar ?? [])
      if (records.length > 0) onProgress?.(mergeMetrics(records))
    }, 1000)
    const stop = (): void => void this.#stop()
    signal?.addEventListener('abort', stop, { once: true })
    try {
      for (const index of this.#shards.keys()) {
        await putShard(this.#nats, this.#id, index, encode(this.#message(index)))
      }
      if (signal?.aborted) stop()
      await this.#finished.promise
    } finally {
      clearInterval(ticks)
      signal?.removeEventListener('abort', stop)
      await withdrawShards(this.#nats, this.#id)
      // Of a shard that two are playing, since one of them was silent for a while, the first result is taken: the other is to end.
      connection.publish(subjects.stop(this.#id))
      await connection.flush()
    }
    return this.#shards.map(({ outcome }, index) => outcome ?? this.#lost(index, 'nobody has finished it'))
  }

  /** Reads what came, and answers if somebody wants to know that it was heard. */
  #hear<T>(decode: (bytes: Uint8Array) => T, use: (message: T) => void): MsgCallback<Msg> {
    return (_error, message) => {
      try {
        use(decode(message.data))
        message.respond()
      } catch (error) {
        this.#options.log.warn('What an agent said cannot be read', { reason: (error as Error).message })
      }
    }
  }

  #message(index: number): ShardMessage {
    const shard = { index, count: this.#shards.length }
    return { format: 'pushwright-shard/1', run: this.#id, job: { ...this.#job, shard } }
  }

  #onEvent(event: AgentEvent): void {
    this.#heardAt = performance.now()
    const state = this.#shards[event.shard]
    if (state === undefined || state.outcome !== undefined) return
    const { agent, shard } = event
    if (event.type === 'begun') {
      if (state.attempt > 0) {
        state.lost.push(state.agent)
        this.#options.log.warn('A shard is taken over', { shard, from: state.agent, by: agent })
      }
      state.agent = agent
      state.attempt = event.attempt
      state.soFar = undefined
    } else if (event.type === 'progress' && agent === state.agent) state.soFar = event.metrics
  }

  #onResult({ shard, agent, result, failure }: ResultMessage): void {
    this.#heardAt = performance.now()
    const state = this.#shards[shard]
    if (state === undefined) return
    if (state.outcome !== undefined) {
      // Only one of those who played it counts, or the figures would say more than the plan.
      this.#options.log.warn('A shard was finished twice; the later result is left out', { shard, agent })
      return
    }
    // One that was silent for a while, and given up, may be the first to finish after all.
    const others = state.lost.filter((other) => other !== agent)
    const takenOver = others.length === 0 ? {} : { message: `taken over from ${others.join(', ')}` }
    state.outcome =
      result === undefined
        ? this.#lost(shard, failure ?? 'it could not be played', agent)
        : { shard: { index: shard, by: agent, state: 'done', ...takenOver }, result }
    if (this.#shards.every(({ outcome }) => outcome !== undefined)) this.#finished.resolve()
  }

  #lost(index: number, message: string, by: string = this.#shards[index]?.agent ?? 'nobody'): Outcome {
    this.#options.log.error('A shard is lost', { shard: index, by, message })
    return { shard: { index, by, state: 'lost', message } }
  }

  #giveUpIfSilent(): void {
    const { patience = 30_000 } = this.#options
    if (performance.now() - this.#heardAt > patience) this.#finished.resolve()
  }

  /** Those who play are to end; what nobody has begun is not to begin. */
  async #stop(): Promise<void> {
    this.#nats.connection.publish(subjects.stop(this.#id))
    await withdrawShards(this.#nats, this.#id)
    for (const [index, state] of this.#shards.entries()) {
      if (state.attempt === 0) state.outcome ??= this.#lost(index, 'the plan was stopped before an agent took it')
    }
    if (this.#shards.every(({ outcome }) => outcome !== undefined)) this.#finished.resolve()
  }
}

async function countAgents({ connection }: Nats): Promise<number> {
  let count = 0
  const answers = await connection.requestMany(subjects.agents, '', { strategy: 'timer', maxWait: rollCall })
  try {
    for await (const _answer of answers) count++
  } catch {
    // No responders: nobody is there, which the count says.
  }
  if (count > 0) return count
  throw new PushwrightError(
    'ERR_TIMEOUT',
    'Expected agents at this NATS, nobody answered. Start some with `pushwright agent --nats URL`, or say how many --shards there shall be.',
  )
}
