// Plays a plan in several processes of this machine.
import { type ChildProcess, fork } from 'node:child_process'
import { PushwrightError, type PushwrightErrorCode } from '../../errors/index.ts'
import type { Log } from '../../log/index.ts'
import { ownModule } from '../../own-module/index.ts'
import type { MetricsRecord } from '../metrics/index.ts'
import type { Outcome } from '../run/outcome.ts'
import type { Job } from '../run/play-job.ts'
import type { FromWorker, ToWorker } from './messages.ts'

/** How to play. */
export interface WorkersOptions {
  /** The shards are numbered by this. */
  readonly count: number
  readonly root: string
  readonly signal: AbortSignal
  readonly log: Log
  /** Called with everything that one worker has measured so far. */
  readonly onProgress: (worker: number, soFar: MetricsRecord) => void
}

const main = ownModule('load/workers/worker-main')

/**
 * Plays every shard in a process of its own. A worker that dies costs its shard, and the outcome says so.
 *
 * @throws PushwrightError of the first worker that cannot begin, such as for a wrong plan.
 */
export async function playInWorkers(job: Omit<Job, 'shard'>, options: WorkersOptions): Promise<Outcome[]> {
  const workers = Array.from({ length: options.count }, (_, index) => new Worker(job, index, options))
  try {
    return await Promise.all(workers.map((worker) => worker.outcome))
  } finally {
    // If one could not begin, the others must not go on for nobody.
    await Promise.all(workers.map((worker) => worker.end()))
  }
}

class Worker {
  readonly outcome: Promise<Outcome>
  readonly #process: ChildProcess
  readonly #ended: Promise<void>

  constructor(job: Omit<Job, 'shard'>, index: number, { count, root, signal, log, onProgress }: WorkersOptions) {
    const by = `worker ${index + 1}`
    const { promise, resolve, reject } = Promise.withResolvers<Outcome>()
    this.outcome = promise
    this.#process = fork(main, [], { execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
    this.#process.on('message', (message: FromWorker) => {
      if (message.type === 'progress') onProgress(index, message.metrics)
      else if (message.type === 'done') resolve({ shard: { index, by, state: 'done' }, result: message.result })
      else reject(new PushwrightError((message.code ?? 'ERR_STATE') as PushwrightErrorCode, message.message))
    })
    // What it has said is all read when the channel is closed, which may be after the exit; 'close' is not always emitted.
    const closed = new Promise((resolve) => this.#process.once('disconnect', resolve))
    const exited = new Promise<string | number | null>((resolve) => {
      this.#process.once('exit', (code, killedBy) => resolve(killedBy ?? code))
    })
    const failed = new Promise<void>((resolve) => {
      this.#process.once('error', (error) => {
        reject(error)
        resolve()
      })
    })
    const lost = Promise.all([exited, closed]).then(([how]) => {
      // If it has said what it had to say, this changes nothing.
      resolve({ shard: { index, by, state: 'lost', message: `the process ended with ${how}` } })
    })
    this.#ended = Promise.race([lost, failed])
    const stop = (): void => this.#send({ type: 'stop' })
    signal.addEventListener('abort', stop, { once: true })
    void this.#ended.then(() => signal.removeEventListener('abort', stop))
    this.#send({ type: 'play', job: { ...job, shard: { index, count } }, root })
    if (signal.aborted) stop()
    void promise.then(
      ({ shard }) => log.debug('A shard has ended', { ...shard }),
      () => {},
    )
  }

  /** Asks it to end, if it has not, and waits. */
  async end(): Promise<void> {
    if (this.#process.connected) this.#process.disconnect()
    await this.#ended
  }

  #send(message: ToWorker): void {
    // A worker that is gone will say so by its exit.
    if (this.#process.connected) this.#process.send(message, () => {})
  }
}
