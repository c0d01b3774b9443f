// Messages that came and were not taken yet, and those who wait for one. Reading never stops; expectations look here.
import type { Deadline, Settle } from '../deadline/index.ts'
import { PushwrightError } from '../errors/index.ts'

interface Waiter<T> {
  readonly matches: (item: T) => boolean
  readonly settle: Settle<T>
}

/** A bounded queue in which an expectation can pick any entry, in order of arrival. */
export class Inbox<T> {
  readonly #what: string
  readonly #limit: number
  #items: T[] = []
  #waiters: Waiter<T>[] = []
  #lost = 0

  /**
   * @param what - What it holds, for messages, such as `notifications`.
   * @param limit - How many entries it keeps untaken; those that come after are lost, and the next expectation says so.
   */
  constructor(what: string, limit: number) {
    this.#what = what
    this.#limit = limit
  }

  /** The entries nobody took, oldest first. */
  get items(): readonly T[] {
    return this.#items
  }

  /** Gives an entry to the first who waits for one like it, or keeps it. */
  put(item: T): void {
    const waiter = this.#waiters.find(({ matches }) => matches(item))
    if (waiter !== undefined) waiter.settle.resolve(item)
    else if (this.#items.length < this.#limit) this.#items.push(item)
    else this.#lost++
  }

  /** Takes the first entry that matches, now or when it comes. */
  take(what: () => string, matches: (item: T) => boolean, deadline: Deadline): Promise<T> {
    return deadline.wait(what, (settle) => {
      this.#refuseIfLost()
      const index = this.#items.findIndex(matches)
      if (index !== -1) {
        settle.resolve(this.#items.splice(index, 1)[0] as T)
        return undefined
      }
      const waiter = { matches, settle }
      this.#waiters.push(waiter)
      return () => {
        this.#waiters = this.#waiters.filter((other) => other !== waiter)
      }
    })
  }

  /** The first entry that matches and is there already; it stays. */
  find(matches: (item: T) => boolean): T | undefined {
    this.#refuseIfLost()
    return this.#items.find(matches)
  }

  /** Removes one entry, if it is there. */
  remove(item: T): void {
    const index = this.#items.indexOf(item)
    if (index !== -1) this.#items.splice(index, 1)
  }

  /** Fails everyone who waits. */
  failAll(error: Error): void {
    for (const { settle } of [...this.#waiters]) settle.reject(error)
  }

  #refuseIfLost(): void {
    if (this.#lost === 0) return
    throw new PushwrightError(
      'ERR_LIMIT',
      `${this.#lost} ${this.#what} were lost: the inbox keeps at most ${this.#limit} that nobody took. Take them as they come, or raise \`limits.inbox\`.`,
      { details: { lost: this.#lost, limit: this.#limit } },
    )
  }
}
