// One side of the benchmark: connects clients in a process of its own, for their rate or for their memory.
import { inParallel, memoryInUse } from '../measure.ts'

/** Clients that are connecting at the same time. */
const width = 32

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
    /** Connects in a second. */
    async rate(count: number): Promise<number> {
      const start = performance.now()
      const clients = await connectMany(count)
      const seconds = (performance.now() - start) / 1000
      await close(clients)
      return count / seconds
    },
    /** Bytes for each idle client, after a warm-up. */
    async memory(count: number): Promise<{ resident: number; heap: number }> {
      await close(await connectMany(200))
      const before = await memoryInUse()
      const clients = await connectMany(count)
      const after = await memoryInUse()
      await close(clients)
      return { resident: (after.resident - before.resident) / count, heap: (after.heap - before.heap) / count }
    },
  }
  process.on('message', async ({ do: what, count }: { do: 'rate' | 'memory'; count: number }) => {
    process.send?.(await answers[what](count))
  })
  process.send?.({})
}
