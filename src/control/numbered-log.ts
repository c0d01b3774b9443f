// What came, with numbers, for readers who come back and ask what came since.
import type { Deadline } from '../deadline/index.ts'
import { isPushwrightError, PushwrightError } from '../errors/index.ts'

/** An entry and its number: 1 is the first. */
export interface Numbered<T> {
  readonly id: number
  readonly item: T
}

/** Which entries. */
export interface LogQuery<T> {
  /** Those with a higher number. */
  readonly after: number
  readonly matches: (item: T) => boolean
}

/** How much a log holds. */
export interface LogLimits {
  /** Entries; the oldest go. */
  readonly entries: number
  /** Requests that wait at a time. */
  readonly waiters: number
}

/** A bounded list that numbers its entries. */
export class NumberedLog<T> {
  readonly #limits: LogLimits
  readonly #waiters = new Set<{ look(): void; fail(error: unknown): void }>()
  readonly #entries: Numbered<T>[] = []
  #last = 0

  constructor(limits: LogLimits) {
    this.#limits = limits
  }

  /** The number of the newest entry, 0 before there is one. */
  get last(): number {
    return this.#last
  }

  /** How many entries are kept. */
  get size(): number {
    return this.#entries.length
  }

  /** Adds an entry, and lets everyone look who waits. */
  add(item: T): void {
    this.#last++
    this.#entries.push({ id: this.#last, item })
    if (this.#entries.length > this.#limits.entries) this.#entries.shift()
    for (const waiter of [...this.#waiters]) waiter.look()
  }

  /** The entries kept that the query means, oldest first. */
  find({ after, matches }: LogQuery<T>): Numbered<T>[] {
    return this.#entries.filter(({ id, item }) => id > after && matches(item))
  }

  /**
   * The same, as soon as there are `count` of them, or when the deadline passes.
   *
   * @throws PushwrightError `ERR_LIMIT` if too many wait, `ERR_CLOSED` when the log ends, `ERR_ABORTED`.
   */
  async wait(query: LogQuery<T>, count: number, deadline: Deadline): Promise<Numbered<T>[]> {
    if (this.#waiters.size >= this.#limits.waiters) {
      throw new PushwrightError(
        'ERR_LIMIT',
        `Expected at most ${this.#limits.waiters} requests to wait here at a time.`,
      )
    }
    try {
      await deadline.wait<void>(`${count} entries`, ({ resolve, reject }) => {
        const look = (): void => {
          if (this.find(query).length >= count) resolve()
        }
        const waiter = { look, fail: reject }
        this.#waiters.add(waiter)
        look()
        return () => this.#waiters.delete(waiter)
      })
    } catch (error) {
      if (!isPushwrightError(error, 'ERR_TIMEOUT')) throw error
    }
    return this.find(query)
  }

  /** Ends every wait. */
  close(): void {
    const error = new PushwrightError('ERR_CLOSED', 'What you wait for cannot come any more: its client was deleted.')
    for (const waiter of [...this.#waiters]) waiter.fail(error)
  }
}
