// An agent: takes shards of plans from the queue and plays them, one after another, until it is stopped.
import { isAbsolute, relative, resolve } from 'node:path'
import type { JsMsg } from '@nats-io/jetstream'
import { isPushwrightError, PushwrightError } from '../../errors/index.ts'
import type { Log } from '../../log/index.ts'
import { connectNats, longestMessage, type Nats } from '../../nats/index.ts'
import { redactMessage } from '../../transcript/index.ts'
import { type Job, playJob } from '../run/play-job.ts'
import { type AgentEvent, decodeShard, encode, type ResultMessage, type ShardMessage } from './messages.ts'
import { defaultAckWait, openQueue, prepareQueue, subjects } from './nats.ts'

/** How an agent works. */
export interface AgentOptions {
  /** Such as `nats://127.0.0.1:4222`. */
  readonly nats: string
  /** What reports call it. */
  readonly name: string
  /** What paths of plans are relative to; scenarios in files outside of it are refused. */
  readonly root: string
  readonly log: Log
  /** Ends the agent; a shard that it plays goes back to the queue. */
  readonly signal: AbortSignal
  /** Milliseconds without a sign of life after which a shard is given to another agent. Default 10,000. */
  readonly ackWait?: number
  /** Called when it is ready for shards. */
  readonly onReady?: () => void
}

/** Milliseconds that one request for a shard waits in the queue. */
const patience = 5000

/**
 * Runs an agent until it is stopped.
 *
 * @throws PushwrightError `ERR_CONNECT` if NATS cannot be used, `ERR_MISSING_PACKAGE`.
 */
export async function runAgent(options: AgentOptions): Promise<void> {
  const { name, log, signal, onReady } = options
  const nats = await connectNats({ url: options.nats, name, purpose: 'agents' })
  try {
    await prepareQueue(nats)
    nats.connection.subscribe(subjects.agents, { callback: (_error, question) => void question.respond(name) })
    const queue = await openQueue(nats, options.ackWait)
    log.info(`The agent ${name} is ready`)
    onReady?.()
    while (!signal.aborted) {
      const message = await untilAborted(queue.next({ expires: patience }), signal)
      if (message !== null) await new ShardTurn(nats, message, options).play()
    }
  } finally {
    log.info(`The agent ${name} ends`)
    await nats.connection.drain()
  }
}

/** One shard, from the queue to its acknowledgement. */
class ShardTurn {
  readonly #nats: Nats
  readonly #message: JsMsg
  readonly #options: AgentOptions

  constructor(nats: Nats, message: JsMsg, options: AgentOptions) {
    this.#nats = nats
    this.#message = message
    this.#options = options
  }

  async play(): Promise<void> {
    const { log, name: agent, ackWait = defaultAckWait } = this.#options
    const message = this.#read()
    if (message === undefined) return
    const { run, job } = message
    const shard = job.shard.index
    const attempt = this.#message.info.deliveryCount
    this.#tell(run, { type: 'begun', shard, agent, attempt })
    // Who started the plan is to know who has the shard, whatever becomes of this process.
    await this.#nats.connection.flush()
    log.info('A shard begins', { run, shard, attempt })
    const beats = setInterval(() => this.#message.working(), ackWait / 3)
    try {
      const result = await this.#resultOf(message)
      if (this.#options.signal.aborted) {
        this.#message.nak()
        this.#tell(run, { type: 'returned', shard, agent })
        log.info('A shard goes back to the queue', { run, shard })
        return
      }
      await this.#deliver(run, result)
    } finally {
      clearInterval(beats)
    }
  }

  #read(): ShardMessage | undefined {
    const { log } = this.#options
    try {
      return decodeShard(this.#message.data)
    } catch (error) {
      const reason = (error as Error).message
      // Nobody else could play it either.
      this.#message.term(reason)
      log.error('A message in the queue cannot be played', { reason })
      return undefined
    }
  }

  async #resultOf({ run, job }: ShardMessage): Promise<ResultMessage> {
    const { root, name: agent, signal } = this.#options
    const shard = job.shard.index
    const stop = new AbortController()
    const stopped = this.#nats.connection.subscribe(subjects.stop(run), { callback: () => stop.abort() })
    try {
      refuseForeignFiles(job, root)
      const result = await playJob(job, {
        root,
        signal: AbortSignal.any([signal, stop.signal]),
        onProgress: (metrics) => this.#tell(run, { type: 'progress', shard, agent, metrics }),
      })
      return { shard, agent, result }
    } catch (error) {
      // Here, since whoever plays the plan does not know what is secret on this machine.
      const failure = redactMessage(isPushwrightError(error) ? error.message : String(error))
      this.#options.log.error('A shard cannot be played', { run, shard, failure })
      return { shard, agent, failure }
    } finally {
      stopped.unsubscribe()
    }
  }

  /** Hands the result over, and only then takes the shard out of the queue. */
  async #deliver(run: string, result: ResultMessage): Promise<void> {
    const { log } = this.#options
    const { shard } = result
    try {
      await this.#nats.connection.request(subjects.results(run), this.#fitting(result), { timeout: 10_000 })
      log.info('A shard is done', { run, shard })
    } catch (error) {
      // Played again it would be for nobody again.
      log.error('Nobody took the result of a shard', { run, shard, reason: (error as Error).message })
    }
    await this.#message.ackAck()
  }

  /** A result that NATS does not carry is a failure that can be told. */
  #fitting(result: ResultMessage): Uint8Array {
    const bytes = encode(result)
    const limit = longestMessage(this.#nats)
    if (bytes.length <= limit) return bytes
    const { shard, agent } = result
    const failure = `its result has ${bytes.length} bytes, and NATS carries ${limit}; raise max_payload`
    return encode({ shard, agent, failure })
  }

  /** Tells what has happened, unless NATS does not carry it: then progress is not seen until the result. */
  #tell(run: string, event: AgentEvent): void {
    const bytes = encode(event)
    if (bytes.length > longestMessage(this.#nats)) return
    this.#nats.connection.publish(subjects.events(run), bytes)
  }
}

/** @throws PushwrightError `ERR_NOT_ALLOWED` if a scenario or the INI is in a file outside of the root. */
function refuseForeignFiles({ plan, target }: Job, root: string): void {
  const modules = plan.steps.flatMap(({ mix }) => mix.map(({ scenario }) => moduleOf(scenario)))
  for (const file of [...modules, ...(target.config === undefined ? [] : [target.config])]) {
    const path = relative(root, resolve(root, file))
    if (!path.startsWith('..') && !isAbsolute(path)) continue
    throw new PushwrightError('ERR_NOT_ALLOWED', `Expected files below the agent's folder, got ${file}.`)
  }
}

function moduleOf(scenario: string): string {
  return scenario.includes(':') ? scenario.slice(0, scenario.lastIndexOf(':')) : scenario
}

function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T | null> {
  const { promise, resolve, reject } = Promise.withResolvers<T | null>()
  const stop = (): void => resolve(null)
  if (signal.aborted) stop()
  signal.addEventListener('abort', stop, { once: true })
  work.then(resolve, reject)
  return promise.finally(() => signal.removeEventListener('abort', stop))
}
