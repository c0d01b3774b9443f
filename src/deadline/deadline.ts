// A point in time after which waiting makes no sense, plus the signal that can end it earlier.
import { PushwrightError } from '../errors/index.ts'
import { formatDuration } from './duration.ts'

/** How long a single wait may take. */
export interface WaitOptions {
  /** Milliseconds; the default is the budget of whoever waits. */
  timeout?: number
  /** Ends the wait early, with `ERR_ABORTED`. */
  signal?: AbortSignal | undefined
}

/** Hears of waits that were in vain, such as to note it in a transcript. */
export interface WaitObserver {
  /** The deadline has passed; `awaited` is what did not come. */
  missed(awaited: string): void
}

/** What belongs to every wait of a deadline. */
export interface DeadlineOptions {
  signal?: AbortSignal | undefined
  observer?: WaitObserver
}

/** Settles a wait once; later calls have no effect. */
export interface Settle<T> {
  resolve(value: T): void
  reject(error: unknown): void
}

/** Longest delay that `setTimeout` takes. */
const maxDelay = 0x7fff_ffff

/**
 * A point in time. Several waits can share one deadline, so that a sequence of steps has one budget.
 *
 * @example
 * ```ts
 * const deadline = Deadline.after(5000)
 * await deadline.wait('the socket to open', ({ resolve, reject }) => {
 *   socket.once('open', resolve)
 *   socket.once('error', reject)
 * })
 * ```
 */
export class Deadline {
  /** The budget it began with, in milliseconds. */
  readonly timeout: number
  readonly #end: number
  readonly #signal: AbortSignal | undefined
  readonly #observer: WaitObserver | undefined

  private constructor(timeout: number, { signal, observer }: DeadlineOptions) {
    this.timeout = timeout
    this.#end = performance.now() + timeout
    this.#signal = signal
    this.#observer = observer
  }

  /**
   * A deadline `timeout` milliseconds from now.
   *
   * @param timeout - Milliseconds; `Infinity` waits until the signal ends it.
   * @throws PushwrightError `ERR_OPTION` if `timeout` is negative or not a number.
   */
  static after(timeout: number, options: DeadlineOptions = {}): Deadline {
    if (!(timeout >= 0)) {
      throw new PushwrightError('ERR_OPTION', `Expected \`timeout\` to be milliseconds, 0 or more, got ${timeout}.`)
    }
    return new Deadline(timeout, options)
  }

  /** Milliseconds left, 0 when it has passed. */
  remaining(): number {
    return Math.max(0, this.#end - performance.now())
  }

  /** The signal that can end waits early, if there is one. */
  get signal(): AbortSignal | undefined {
    return this.#signal
  }

  /**
   * Waits until `start` settles, at most until the deadline.
   *
   * @param what - What is awaited, for the message: "Waited 5s for `what`."
   * @param start - Begins the work; may return a function that undoes its registrations, called exactly once when the wait
   *   ends in any way.
   * @throws PushwrightError `ERR_TIMEOUT` when the deadline passes, `ERR_ABORTED` when the signal fires.
   */
  wait<T>(what: string | (() => string), start: (settle: Settle<T>) => (() => void) | undefined): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      let settled = false
      let stop: (() => void) | undefined
      let timer: NodeJS.Timeout | undefined
      const signal = this.#signal
      const finish = (): boolean => {
        if (settled) return false
        settled = true
        clearTimeout(timer)
        signal?.removeEventListener('abort', abort)
        stop?.()
        return true
      }
      const settle: Settle<T> = {
        resolve: (value) => {
          if (finish()) resolve(value)
        },
        reject: (error) => {
          if (finish()) reject(error)
        },
      }
      const abort = (): void => settle.reject(abortedError(what, signal?.reason))
      if (signal?.aborted) {
        abort()
        return
      }
      const remaining = this.remaining()
      if (remaining < maxDelay) {
        timer = setTimeout(() => settle.reject(this.#timeoutError(what)), remaining)
      }
      signal?.addEventListener('abort', abort, { once: true })
      try {
        stop = start(settle)
      } catch (error) {
        settle.reject(error)
      }
      // The work may have settled before it could say how to undo it.
      if (settled) stop?.()
    })
  }

  /** Waits for `work`, at most until the deadline. The work itself is not stopped: give it {@link Deadline.signal}. */
  bound<T>(what: string, work: PromiseLike<T>): Promise<T> {
    // The wait may be over before it begins; then nobody else would hear of a rejection.
    work.then(undefined, () => {})
    return this.wait<T>(what, ({ resolve, reject }) => {
      work.then(resolve, reject)
      return undefined
    })
  }

  #timeoutError(what: string | (() => string)): PushwrightError {
    const awaited = typeof what === 'string' ? what : what()
    this.#observer?.missed(awaited)
    const { timeout } = this
    return new PushwrightError('ERR_TIMEOUT', `Waited ${formatDuration(timeout)} for ${awaited}.`, {
      details: { timeout, awaited },
    })
  }
}

function abortedError(what: string | (() => string), cause: unknown): PushwrightError {
  const awaited = typeof what === 'string' ? what : what()
  return new PushwrightError('ERR_ABORTED', `Stopped waiting for ${awaited}: the signal was aborted.`, {
    cause,
    details: { awaited },
  })
}
