// What instrumented code hands over on its way to the bus: never waited for, never thrown at, never more than a bound.

/** How much is on its way. */
export interface OutboxOptions {
  /** How many are sent at a time. */
  readonly concurrency: number
  /** How many wait at most. */
  readonly limit: number
  readonly onFailed: (error: unknown) => void
  readonly onDropped: () => void
}

/** Sends one thing after another. */
export class Outbox {
  readonly #options: OutboxOptions
  readonly #waiting: (() => Promise<void>)[] = []
  #underWay = 0
  #idle: PromiseWithResolvers<void> | undefined

  constructor(options: OutboxOptions) {
    this.#options = options
  }

  /** Sends something soon, or drops it if too much waits. Does not throw. */
  put(send: () => Promise<void>): void {
    if (this.#waiting.length >= this.#options.limit) {
      this.#options.onDropped()
      return
    }
    this.#waiting.push(send)
    this.#next()
  }

  /** Waits until everything is sent, or could not be. */
  async flush(): Promise<void> {
    if (this.#underWay === 0) return
    this.#idle ??= Promise.withResolvers()
    await this.#idle.promise
  }

  #next(): void {
    while (this.#underWay < this.#options.concurrency) {
      const send = this.#waiting.shift()
      if (send === undefined) break
      this.#underWay++
      void this.#send(send)
    }
    if (this.#underWay > 0) return
    this.#idle?.resolve()
    this.#idle = undefined
  }

  async #send(send: () => Promise<void>): Promise<void> {
    try {
      await send()
    } catch (error) {
      this.#options.onFailed(error)
    }
    this.#underWay--
    this.#next()
  }
}
