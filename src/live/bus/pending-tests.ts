// The queue of one case: tests wait here until somebody has room for them.
import type { BusSubscription, TestDelivery } from './live-bus.ts'

interface Consumer {
  readonly run: (delivery: TestDelivery) => Promise<void>
  free: number
}

/** Pending tests, first in, first out. */
export class PendingTests {
  readonly #pending = new Set<TestDelivery>()
  readonly #consumers = new Set<Consumer>()

  /** How many wait. */
  get size(): number {
    return this.#pending.size
  }

  add(delivery: TestDelivery): void {
    this.#pending.add(delivery)
    this.#handOut()
  }

  consume(concurrency: number, run: (delivery: TestDelivery) => Promise<void>): BusSubscription {
    const consumer = { run, free: concurrency }
    this.#consumers.add(consumer)
    this.#handOut()
    return { close: async () => void this.#consumers.delete(consumer) }
  }

  #handOut(): void {
    for (const delivery of this.#pending) {
      const consumer = [...this.#consumers].find(({ free }) => free > 0)
      if (consumer === undefined) return
      this.#pending.delete(delivery)
      consumer.free--
      void consumer.run(delivery).finally(() => {
        consumer.free++
        this.#handOut()
      })
    }
  }
}
