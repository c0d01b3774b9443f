// One side of the benchmark, in a process of its own: pushes by some clients, and the cost of many that are idle.
import { computed, memoryInUse } from '../harness/usage.ts'

/** What a side can be asked. */
export type Ask =
  | { readonly do: 'push'; readonly clients: number; readonly pushes: number; readonly encrypted: boolean }
  /** Connects clients that stay until the process ends. */
  | { readonly do: 'join'; readonly count: number }

/** What a number of pushes took. */
export interface Pushed {
  /** Milliseconds from before a push until its notification is acknowledged. */
  readonly median: number
  readonly perSecond: number
  /** Milliseconds of the processor for each. */
  readonly computed: number
}

/** What each of many idle clients costs, in bytes and in milliseconds of the processor. */
export interface Joined {
  readonly resident: number
  readonly heap: number
  readonly computed: number
}

/** What a side has to be able to do. */
export interface Side {
  /**
   * Pushes in all, each client one after another, of 1 KiB.
   *
   * @returns The median of the milliseconds from before a push until its notification is acknowledged.
   */
  push(clients: number, pushes: number, encrypted: boolean): Promise<number>
  /** Connects clients that stay until the function it gives is called. */
  stay(count: number): Promise<() => Promise<void>>
}

/** Answers the questions of the benchmark. */
export function serve(side: Side): void {
  const leaves: (() => Promise<void>)[] = []
  const push = async ({ clients, pushes, encrypted }: Extract<Ask, { do: 'push' }>): Promise<Pushed> => {
    const start = performance.now()
    const before = process.cpuUsage()
    const median = await side.push(clients, pushes, encrypted)
    const perSecond = pushes / ((performance.now() - start) / 1000)
    return { median, perSecond, computed: computed(before) / pushes }
  }
  const join = async ({ count }: Extract<Ask, { do: 'join' }>): Promise<Joined> => {
    await (await side.stay(200))()
    await side.push(8, 400, false)
    const memory = await memoryInUse()
    const before = process.cpuUsage()
    leaves.push(await side.stay(count))
    const milliseconds = computed(before)
    const { resident, heap } = await memoryInUse()
    return {
      resident: (resident - memory.resident) / count,
      heap: (heap - memory.heap) / count,
      computed: milliseconds / count,
    }
  }
  process.on('message', async (ask: Ask) => {
    process.send?.(ask.do === 'push' ? await push(ask) : await join(ask))
  })
  process.once('disconnect', async () => {
    for (const leave of leaves) await leave()
  })
  process.send?.({})
}
