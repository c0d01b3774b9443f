// The virtual clients of one control API, by name.
import type { WaitOptions } from '../deadline/index.ts'
import { PushwrightError } from '../errors/index.ts'
import { RequestError } from './http/problem.ts'
import { VirtualClient, type VirtualClientOptions } from './virtual-client.ts'

/** A bounded set of virtual clients. */
export class VirtualClients implements Iterable<VirtualClient> {
  readonly #options: Omit<VirtualClientOptions, 'name'>
  readonly #clients = new Map<string, VirtualClient>()
  #made = 0

  constructor(options: Omit<VirtualClientOptions, 'name'>) {
    this.#options = options
  }

  [Symbol.iterator](): Iterator<VirtualClient> {
    return this.#clients.values()
  }

  /** How many there are. */
  get size(): number {
    return this.#clients.size
  }

  /** @throws RequestError `ERR_NOT_FOUND` if there is none of that name. */
  get(name: string): VirtualClient {
    const client = this.#clients.get(name)
    if (client === undefined) throw new RequestError('ERR_NOT_FOUND', 'There is no virtual client of this name.')
    return client
  }

  /**
   * Makes a client and connects it; it is not kept if that fails.
   *
   * @param name - Default: `client-1` and so on.
   * @throws PushwrightError `ERR_STATE` for a name that is taken, `ERR_LIMIT`, and what connecting throws.
   */
  async add(name: string | undefined, wait: WaitOptions): Promise<VirtualClient> {
    const { limits } = this.#options
    if (this.#clients.size >= limits.clients) {
      throw new PushwrightError('ERR_LIMIT', `Expected at most ${limits.clients} virtual clients; delete some first.`)
    }
    const client = new VirtualClient({ ...this.#options, name: name ?? this.#freeName() })
    if (this.#clients.has(client.name)) {
      throw new PushwrightError('ERR_STATE', `Expected a new name, there is a virtual client ${client.name} already.`)
    }
    // Known before it connects, so that `close` finds it.
    this.#clients.set(client.name, client)
    try {
      await client.connect(wait)
      return client
    } catch (error) {
      await this.#remove(client)
      throw error
    }
  }

  /** Ends a client and forgets it. */
  async delete(name: string): Promise<void> {
    await this.#remove(this.get(name))
  }

  /** Ends all. */
  async close(): Promise<void> {
    await Promise.all([...this].map((client) => this.#remove(client)))
  }

  async #remove(client: VirtualClient): Promise<void> {
    if (this.#clients.get(client.name) === client) this.#clients.delete(client.name)
    await client.close()
  }

  #freeName(): string {
    let name: string
    do name = `client-${++this.#made}`
    while (this.#clients.has(name))
    return name
  }
}
