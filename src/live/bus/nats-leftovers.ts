// Signals on NATS that no test has taken: they are told by one process, and forgotten.
import { setTimeout as pause } from 'node:timers/promises'
import type { JsMsg } from '@nats-io/jetstream'
import type { Nats } from '../../nats/index.ts'
import type { BusSubscription } from './live-bus.ts'

/** Where they are, and who is told. */
export interface NatsLeftoversOptions {
  readonly nats: Nats
  /** The stream of signals, in which only those are left that no test has taken. */
  readonly stream: string
  /** Milliseconds that a signal is kept for a test that may still begin. */
  readonly retention: number
  readonly tell: (message: JsMsg) => void
  readonly onError: (error: unknown) => void
}

/** How often to look while the oldest signal grows too old: it is told at most a quarter later. */
const looks = 4

/** Signals that are asked for at a time. */
const batch = 100

/** Milliseconds that the server may take for them. */
const patience = 5000

/** Looks after them until it is closed. */
export function tellLeftovers(options: NatsLeftoversOptions): BusSubscription {
  const controller = new AbortController()
  const looking = look(options, controller.signal)
  return {
    close: async () => {
      controller.abort()
      await looking
    },
  }
}

async function look(options: NatsLeftoversOptions, signal: AbortSignal): Promise<void> {
  const { retention, onError } = options
  // The last signal at each look of the time that one is kept: no clocks are compared to know how old one is.
  const marks: number[] = []
  while (!signal.aborted) {
    try {
      const { state } = await options.nats.manager.streams.info(options.stream)
      marks.push(state.last_seq)
      const oldest = marks.length > looks ? (marks.shift() as number) : 0
      if (state.messages > 0 && state.first_seq <= oldest) await tellUpTo(oldest, options)
    } catch (error) {
      // The server may be back at the next look.
      onError(error)
    }
    await pause(retention / looks, undefined, { signal, ref: false }).catch(() => {
      // The signal was aborted, which is the end.
    })
  }
}

async function tellUpTo(last: number, { nats, stream, tell, onError }: NatsLeftoversOptions): Promise<void> {
  const consumer = await nats.client.consumers.get(stream)
  let isOver = false
  while (!isOver) {
    isOver = true
    for await (const message of await consumer.fetch({ max_messages: batch, expires: patience })) {
      isOver = message.seq >= last || message.info.pending === 0
      if (message.seq <= last && (await isOurs(message))) tell(message)
      if (isOver) break
    }
  }
  await consumer.delete()

  /** Of all processes that look, one can delete it. */
  async function isOurs({ seq }: JsMsg): Promise<boolean> {
    try {
      return await nats.manager.streams.deleteMessage(stream, seq)
    } catch (error) {
      if (!(error instanceof nats.jetstream.JetStreamApiError)) onError(error)
      return false
    }
  }
}
