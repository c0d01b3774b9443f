// What one test holds: everything it opened, to be closed when it ends, and the signal that tells it to stop.
import { PushwrightError } from '../errors/index.ts'
import { now, type Transcript } from '../transcript/index.ts'
import { Secrets } from './secrets.ts'

/** Something a test holds. */
interface Holding {
  readonly name: string
  readonly close: () => Promise<void> | void
  /** `opening` until it is usable; a test that ends meanwhile has forgotten to await it. */
  state: 'opening' | 'open'
}

/** Something that tells why a test failed, collected only then. */
export interface Evidence {
  /** Such as `image/png` or `text/plain`. */
  readonly contentType: string
  collect(): Promise<Buffer | string>
}

/**
 * The clients, servers and other things of one test. They are registered before they open, so that nothing escapes when a
 * test ends in the middle.
 *
 * @example
 * ```ts
 * const client = await scope.open('client 1', connectClient, () => client.disconnect())
 * ```
 */
export class Scope {
  /** Whose things these are, for messages. */
  readonly name: string
  /** What those that the test was given have said and heard. */
  readonly transcripts: Set<Transcript> = new Set()
  /** What must not be shown, such as the tokens of endpoints. */
  readonly secrets: Secrets = new Secrets()
  /** What is kept besides the transcripts if the test fails. */
  readonly evidence: Set<Evidence> = new Set()
  /** When it was opened, in milliseconds since the epoch. */
  readonly openedAt: number = now()
  readonly #holdings = new Set<Holding>()
  readonly #controller = new AbortController()

  constructor(name: string) {
    this.name = name
  }

  /** Aborted when the scope closes: what is still opening stops. */
  get signal(): AbortSignal {
    return this.#controller.signal
  }

  /** How many things are held. */
  get size(): number {
    return this.#holdings.size
  }

  /**
   * Registers something, then opens it. If the scope closes meanwhile, it is closed too, and once more if it opens all the same.
   *
   * @param name - For the leak report, such as `client 1`.
   * @param open - Opens it; a rejection takes it out of the scope again, after `close`.
   * @param close - Closes it, whether it is open or still opening; may be called twice.
   * @throws PushwrightError `ERR_STATE` if the scope is closed, `ERR_ABORTED` if it closes meanwhile, and whatever `open` throws.
   */
  async open<T>(name: string, open: () => Promise<T>, close: Holding['close']): Promise<T> {
    this.#refuseIfEnded(name)
    const holding: Holding = { name, close, state: 'opening' }
    this.#holdings.add(holding)
    let opened: T
    try {
      opened = await open()
    } catch (error) {
      if (this.#holdings.delete(holding)) await close()
      throw error
    }
    holding.state = 'open'
    if (this.#holdings.has(holding)) return opened
    await close()
    throw this.signal.reason
  }

  /**
   * Holds something that is open already, or that opens when it is used.
   *
   * @throws PushwrightError `ERR_STATE` if the scope is closed.
   */
  hold(name: string, close: Holding['close']): void {
    this.#refuseIfEnded(name)
    this.#holdings.add({ name, close, state: 'open' })
  }

  /**
   * Closes everything, all at once, the last opened first.
   *
   * @throws PushwrightError `ERR_LEAK` for what was still opening; the error of what could not be closed; an AggregateError if
   *   there are several.
   */
  async close(): Promise<void> {
    const holdings = [...this.#holdings].reverse()
    this.#holdings.clear()
    this.#controller.abort(new PushwrightError('ERR_ABORTED', `"${this.name}" has ended.`))
    const results = await Promise.allSettled(holdings.map(async ({ close }) => close()))
    const errors: unknown[] = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []))
    const leaked = holdings.filter(({ state }) => state === 'opening').map(({ name }) => name)
    if (leaked.length > 0) errors.unshift(leakError(this.name, leaked))
    if (errors.length === 1) throw errors[0]
    if (errors.length > 1) throw new AggregateError(errors, `Teardown of "${this.name}" failed ${errors.length} times.`)
  }

  #refuseIfEnded(name: string): void {
    if (!this.signal.aborted) return
    throw new PushwrightError(
      'ERR_STATE',
      `${name} was asked for after "${this.name}" had ended. Await every call that opens something before the test returns.`,
    )
  }
}

function leakError(scope: string, leaked: readonly string[]): PushwrightError {
  return new PushwrightError(
    'ERR_LEAK',
    `"${scope}" ended while ${leaked.join(', ')} ${leaked.length === 1 ? 'was' : 'were'} still being opened. Await every call that opens something.`,
    { details: { leaked } },
  )
}
