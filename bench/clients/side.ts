// One side of the benchmark: connects clients in a process of its own, for their rate or for their memory.
import { inParallel, memoryInUse } from '../measure.ts'

/** Clients that are connecting at the same time. */
const width = 32

/** Answers the questions of the benchmark; `connect` gives a client that `close` ends. */
export function serve<T>(connect: () => Promise<T>, close: (clients: T[]) => Promise<void>): void {
  process.on('message', async ({ do: what, count }: { do: 'rate' | 'memory'; count: number }) => {
    const before = what === 'memory' ? await memoryInUse() : 0
    const clients: T[] = []
    const start = performance.now()
    await inParallel(count, width, async () => {
      clients.push(await connect())
    })
    const seconds = (performance.now() - start) / 1000
    const answer = what === 'memory' ? ((await memoryInUse()) - before) / count : count / seconds
    await close(clients)
    process.send?.(answer)
  })
  process.send?.({})
}
