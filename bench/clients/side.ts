// One side of the benchmark: connects clients in a process of its own, for their rate or for their memory.
import { inParallel } from '../harness/in-parallel.ts'
import { computed, memoryInUse } from '../harness/usage.ts'

/** Clients that are connecting at the same time. */
const width = 32

/** What a side can be asked. */
export interface Ask {
  readonly do: 'rate' | 'memory'
  readonly count: number
}

/** How fast clients are connected. */
export interface Rate {
  readonly perSecond: number
  /** Milliseconds of the processor for each. */
  readonly computed: number
}

/** Bytes for each idle client. */
export interface Memory {
  readonly resident: number
  readonly heap: number
}

/** Answers the questions of the benchmark; `connect` gives a client that `close` ends. */
export function serve<T>(connect: () => Promise<T>, close: (clients: T[]) => Promise<void>): void {
  const connectMany = async (count: number): Promise<T[]> => {
    const clients: T[] = []
    await inParallel(count, width, async () => {
      clients.push(await connect())
    })
    return clients
  }
  const answers = {
    async rate(count: number): Promise<Rate> {
      const start = performance.now()
      const before = process.cpuUsage()
      const clients = await connectMany(count)
      const seconds = (performance.now() - start) / 1000
      const milliseconds = computed(before)
      await close(clients)
      return { perSecond: count / seconds, computed: milliseconds / count }
    },
    async memory(count: number): Promise<Memory> {
      await close(await connectMany(200))
      const before = await memoryInUse()
      const clients = await connectMany(count)
      const after = await memoryInUse()
      await close(clients)
      return { resident: (after.resident - before.resident) / count, heap: (after.heap - before.heap) / count }
    },
  }
  process.on('message', async ({ do: what, count }: Ask) => {
    process.send?.(await answers[what](count))
  })
  process.send?.({})
}
