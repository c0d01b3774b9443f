// Messages that came and were not taken yet, and those who wait for one. Reading never stops; expectations look here.
import type { Deadline, Settle } from '../deadline/index.ts'
import { PushwrightError } from '../errors/index.ts'

interface Waiter<T> {
  readonly matches: (item: T) => boolean
  readonly settle: Settle<T>
}

/** A bounded queue in which an expectation can pick any entry, in order of arrival. */
export class Inbox<T extends object> {
  readonly #what: string
  readonly #limit: number
  readonly #option: string | undefined
  /** The place of each entry, which it keeps when it is taken and given back. */
  #places: WeakMap<T, number> | undefined
  #arrived = 0
  #items: T[] = []
  #waiters: Waiter<T>[] = []
  #lost = 0

  /**
   * @param what - What it holds, for messages, such as `notifications`.
   * @param limit - How many entries it keeps untaken; those that come after are lost, and the next expectation says so.
   * @param option - The option that raises the limit, if there is one.
   */
  constructor(what: string, limit: number, option?: string) {
    this.#what = what
    this.#limit = limit
    this.#option = option
  }

  /** The entries nobody took, oldest first. */
  get items(): readonly T[] {
    return this.#items
  }

  /** Gives an entry to the first who waits for one like it, or keeps it. */
  put(item: T): void {
    this.#places ??= new WeakMap()
    this.#places.set(item, this.#arrived++)
    if (this.#offer(item)) return
    if (this.#items.length < this.#limit) this.#items.push(item)
    else this.#lost++
  }

  /** Gives entries back that were taken in vain; each gets its old place, whatever the limit. */
  putBack(items: readonly T[]): void {
    const kept = items.toSorted((a, b) => this.#placeOf(a) - this.#placeOf(b)).filter((item) => !this.#offer(item))
    this.#items = [...this.#items, ...kept].sort((a, b) => this.#placeOf(a) - this.#placeOf(b))
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

  /** Fails everyone who waits; the error is made only if somebody does. */
  failAll(makeError: () => Error): void {
    for (const { settle } of [...this.#waiters]) settle.reject(makeError())
  }

  #offer(item: T): boolean {
    for (const { matches, settle } of [...this.#waiters]) {
      try {
        if (!matches(item)) continue
      } catch (error) {
        // The condition is the caller's, such as one that reads JSON from a message that is none: they are to hear of it.
        settle.reject(error)
        continue
      }
      settle.resolve(item)
      return true
    }
    return false
  }

  #placeOf(item: T): number {
    return this.#places?.get(item) ?? 0
  }

  #refuseIfLost(): void {
    if (this.#lost === 0) return
    const lost = this.#lost
    this.#lost = 0
    const remedy = this.#option === undefined ? '' : `, or raise \`${this.#option}\``
    throw new PushwrightError(
      'ERR_LIMIT',
      `${lost} ${this.#what} were lost: the inbox keeps at most ${this.#limit} that nobody took. Take them as they come${remedy}.`,
      { details: { lost, limit: this.#limit } },
    )
  }
}
