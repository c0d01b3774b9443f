// One signal, as the test that waits for it sees it.
import { PushwrightError } from '../../errors/index.ts'
import type { SignalTypes, ValueOf } from '../case/signal.ts'
import type { Arrival } from './arrival.ts'
import type { Mailbox } from './mailbox.ts'
import type { TestRun } from './test-run.ts'

/** Which signal is meant. */
export interface SignalQuery<T> {
  /** Default: the id of the test. */
  readonly key?: string
  /** Default: any value. */
  readonly where?: (value: T) => boolean
}

/** Which signal to wait for, and how long: `timeout` in milliseconds or text such as `30s`; default: as long as the test may take. */
export interface SignalWait<T> extends SignalQuery<T> {
  readonly timeout?: number | string
}

/** All signals of a test. */
export type SignalInboxes<S extends SignalTypes> = { readonly [Name in keyof S]: SignalInbox<ValueOf<S[Name]>> }

/** The signals of one name that arrive for a test. */
export class SignalInbox<T> {
  readonly name: string
  readonly #run: TestRun

  /** @internal */
  constructor(name: string, run: TestRun) {
    this.name = name
    this.#run = run
  }

  /**
   * Takes the first that fits, also one that came before; nobody gets it a second time.
   *
   * @throws PushwrightError `ERR_TIMEOUT`, which ends the test as TIMEOUT.
   */
  async wait(wait: SignalWait<T> = {}): Promise<T> {
    return (await this.arrival(wait)).value
  }

  /** The same, with when it was sent, when it came, and from where. */
  async arrival({ key, where, timeout }: SignalWait<T> = {}): Promise<Arrival<T>> {
    const mailbox = await this.#run.mailbox(this.name, key)
    const arrival = await mailbox.take(this.#what(key), fitting(where), this.#run.waitOptions(timeout))
    this.#run.note(`signal ${this.name}`, arrival.latency)
    return arrival as Arrival<T>
  }

  /** The first that fits and was not taken; it stays. */
  async peek({ key, where }: SignalQuery<T> = {}): Promise<T | undefined> {
    const mailbox = await this.#run.mailbox(this.name, key)
    return mailbox.peek(fitting(where))?.value as T | undefined
  }

  /** How many have come so far, taken or not. */
  async count({ key }: Pick<SignalQuery<T>, 'key'> = {}): Promise<number> {
    return (await this.#run.mailbox(this.name, key)).count
  }

  /** All that have come so far, taken or not, oldest first. */
  async arrivals({ key }: Pick<SignalQuery<T>, 'key'> = {}): Promise<readonly Arrival<T>[]> {
    return (await this.#run.mailbox(this.name, key)).arrivals as readonly Arrival<T>[]
  }

  /**
   * Requires that exactly so many have come so far.
   *
   * @throws PushwrightError `ERR_UNEXPECTED`, which ends the test as FAIL.
   */
  async expectCount(expected: number, query: Pick<SignalQuery<T>, 'key'> = {}): Promise<void> {
    const got = await this.count(query)
    if (got === expected) return
    throw new PushwrightError('ERR_UNEXPECTED', `Expected ${expected} of ${this.#what(query.key)}, got ${got}.`, {
      details: { expected, got },
    })
  }

  /**
   * Requires that none that was not taken is there or comes within some time.
   *
   * @throws PushwrightError `ERR_UNEXPECTED`, which ends the test as FAIL.
   */
  async expectNone({ key, where, within }: SignalQuery<T> & { readonly within: number | string }): Promise<void> {
    const mailbox: Mailbox = await this.#run.mailbox(this.name, key)
    await mailbox.none(`no ${this.#what(key)}`, fitting(where), this.#run.waitOptions(within))
  }

  #what(key: string | undefined): string {
    return `signal ${this.name} of ${this.#run.test.case}${key === undefined ? '' : ` with the key ${key}`}`
  }
}

function fitting<T>(where: ((value: T) => boolean) | undefined): (arrival: Arrival) => boolean {
  return ({ value }) => where?.(value as T) ?? true
}
