// The signals of one name and key, for one test: each is there for who waits for it, before or after it arrives.
import type { Settle } from '../../deadline/index.ts'
import { PushwrightError } from '../../errors/index.ts'
import { type ClockedWaitOptions, clockedWait } from '../clock/clocked-wait.ts'
import type { Arrival } from './arrival.ts'

/** A test that is sent more signals of one name than this has lost its meaning. */
const limit = 1000

interface Waiter {
  readonly fits: (arrival: Arrival) => boolean
  readonly settle: Settle<Arrival>
}

/** A mailbox. What is waited for is taken out; what has arrived is remembered, and whether anybody has looked at it. */
export class Mailbox {
  readonly #arrivals: Arrival[] = []
  readonly #unread = new Set<Arrival>()
  readonly #unseen = new Set<Arrival>()
  readonly #waiters = new Set<Waiter>()
  #dropped = 0

  /** Everything that arrived, taken or not, oldest first. */
  get arrivals(): readonly Arrival[] {
    this.#unseen.clear()
    return [...this.#arrivals]
  }

  /** How many arrived. */
  get count(): number {
    return this.arrivals.length + this.#dropped
  }

  /** Whether it was taken, or looked at. */
  isConsumed(arrival: Arrival): boolean {
    return !this.#unseen.has(arrival)
  }

  /** Puts one in, or gives it to the first who waits for one like it. */
  put(arrival: Arrival): void {
    if (this.#arrivals.length >= limit) {
      this.#dropped++
      return
    }
    this.#arrivals.push(arrival)
    for (const waiter of this.#waiters) {
      try {
        if (!waiter.fits(arrival)) continue
      } catch (error) {
        // The condition is the test's own.
        waiter.settle.reject(error)
        continue
      }
      waiter.settle.resolve(arrival)
      return
    }
    this.#unread.add(arrival)
    this.#unseen.add(arrival)
  }

  /** The first that fits and was not taken; it stays. */
  peek(fits: (arrival: Arrival) => boolean): Arrival | undefined {
    const found = [...this.#unread].find(fits)
    if (found !== undefined) this.#unseen.delete(found)
    return found
  }

  /** Takes the first that fits, now or when it comes. */
  take(what: string, fits: (arrival: Arrival) => boolean, options: ClockedWaitOptions): Promise<Arrival> {
    return clockedWait<Arrival>(what, options, (settle) => {
      const present = this.peek(fits)
      if (present !== undefined) {
        this.#unread.delete(present)
        settle.resolve(present)
        return undefined
      }
      const waiter = { fits, settle }
      this.#waiters.add(waiter)
      return () => this.#waiters.delete(waiter)
    })
  }

  /** Waits until none that fits can come any more. */
  async none(what: string, fits: (arrival: Arrival) => boolean, options: ClockedWaitOptions): Promise<void> {
    const { clock, timeout } = options
    await clockedWait<void>(what, { ...options, timeout: Number.POSITIVE_INFINITY }, ({ resolve, reject }) => {
      const found = this.peek(fits)
      if (found !== undefined) reject(unwanted(found))
      const settle: Settle<Arrival> = {
        resolve: (arrival) => {
          this.#unread.add(arrival)
          reject(unwanted(arrival))
        },
        reject,
      }
      const waiter = { fits, settle }
      this.#waiters.add(waiter)
      const cancel = clock.after(timeout, resolve)
      return () => {
        cancel()
        this.#waiters.delete(waiter)
      }
    })
  }
}

function unwanted({ signal, key }: Arrival): PushwrightError {
  return new PushwrightError('ERR_UNEXPECTED', `Expected no signal ${signal} with the key ${key}, got one.`, {
    details: { signal, key },
  })
}
