// Where conversations wait for each other, so that no test needs to sleep.
import { PushwrightError } from '../errors/index.ts'

/** A point that several must reach; see {@link barrier}. What is known of it belongs to a run, so plans can share it. */
export class Barrier {
  readonly type = 'barrier'
  readonly name: string
  readonly parties: number

  /** @throws PushwrightError `ERR_OPTION` unless `parties` is a whole number from 1. */
  constructor(name: string, parties: number) {
    if (!Number.isInteger(parties) || parties < 1) {
      throw new PushwrightError('ERR_OPTION', `Expected \`parties\` to be a whole number from 1, got ${parties}.`)
    }
    this.name = name
    this.parties = parties
  }

  /** As in failures. */
  toString(): string {
    return `barrier "${this.name}"`
  }
}

/**
 * A point that opens when it was reached as often as there are parties.
 *
 * - `plan.withBarrier(b)` reaches it, and waits until it is open before the next message.
 * - `response().withTrigger(b)` reaches it when the response comes, and waits for nobody.
 * - `message().once(b)` waits until it is open, without reaching it.
 *
 * The conversations must run together: `conversations(a, b).run()`.
 *
 * @param name - For messages, such as `both are in the room`.
 * @param parties - How often it must be reached. Default 1.
 *
 * @example
 * ```ts
 * const bobIsIn = barrier('bob is in')
 * const bob = conversation(url).withResponse(response().withAttribute('/type', 'joined').withTrigger(bobIsIn))
 * const alice = conversation(url).withMessage(message().withAttribute('to', 'bob').once(bobIsIn))
 * await expect(conversations(alice, bob)).toComplete()
 * ```
 */
export function barrier(name: string, parties = 1): Barrier {
  return new Barrier(name, parties)
}

/** The barriers of conversations that run together. @internal */
export class Meeting {
  readonly #barriers = new Map<Barrier, { reached: number; waiting: (() => void)[] }>()

  reach(barrier: Barrier): void {
    const state = this.#stateOf(barrier)
    state.reached++
    if (state.reached < barrier.parties) return
    for (const proceed of state.waiting.splice(0)) proceed()
  }

  isOpen(barrier: Barrier): boolean {
    return this.#stateOf(barrier).reached >= barrier.parties
  }

  /** Calls back when the barrier opens; returns what forgets about it. */
  onOpen(barrier: Barrier, proceed: () => void): () => void {
    const state = this.#stateOf(barrier)
    state.waiting.push(proceed)
    return () => {
      state.waiting = state.waiting.filter((other) => other !== proceed)
    }
  }

  describe(barrier: Barrier): string {
    return `the barrier "${barrier.name}" (${this.#stateOf(barrier).reached} of ${barrier.parties} came)`
  }

  #stateOf(barrier: Barrier): { reached: number; waiting: (() => void)[] } {
    let state = this.#barriers.get(barrier)
    if (state === undefined) {
      state = { reached: 0, waiting: [] }
      this.#barriers.set(barrier, state)
    }
    return state
  }
}
