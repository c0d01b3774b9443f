// Takes messages of a work queue on NATS: one request after another, and never for more than there is room for.
import type { Consumer, JsMsg } from '@nats-io/jetstream'
import type { BusSubscription } from './live-bus.ts'

/** What to take, and who works on it. */
export interface NatsIntakeOptions {
  readonly consumer: Consumer
  /** How many are worked on at a time. */
  readonly concurrency: number
  /** Must not reject. */
  readonly work: (message: JsMsg) => Promise<void>
  /** Told of trouble with the queue. */
  readonly onError: (error: unknown) => void
}

/** Milliseconds that one request for the next message stays open: the longest that closing takes. */
const patience = 1000

/** Takes messages until it is closed. What would wait here, no other process could have. */
export class NatsIntake implements BusSubscription {
  readonly #options: NatsIntakeOptions
  readonly #working = new Set<Promise<void>>()
  readonly #taking: Promise<void>
  #isOpen = true

  constructor(options: NatsIntakeOptions) {
    this.#options = options
    this.#taking = this.#take()
  }

  /** Takes no more; what is worked on goes on. */
  async close(): Promise<void> {
    this.#isOpen = false
    await this.#taking
  }

  /** Waits for what is worked on. */
  async settle(): Promise<void> {
    await Promise.all(this.#working)
  }

  async #take(): Promise<void> {
    const { concurrency, work } = this.#options
    while (this.#isOpen) {
      if (this.#working.size >= concurrency) await Promise.race(this.#working)
      const message = await this.#next()
      if (message === null) continue
      if (!this.#isOpen) {
        message.nak()
        return
      }
      const working = work(message).finally(() => this.#working.delete(working))
      this.#working.add(working)
    }
  }

  async #next(): Promise<JsMsg | null> {
    try {
      return await this.#options.consumer.next({ expires: patience })
    } catch (error) {
      // The server may be back soon; until then, no more than one attempt in a while.
      this.#options.onError(error)
      await new Promise((resolve) => setTimeout(resolve, patience).unref())
      return null
    }
  }
}
