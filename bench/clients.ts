// Connected clients, ours through `getConnectedClient` against a bare `ws` loop that sends and awaits the same frames.
import { interleave, median, round, startChild } from './measure.ts'
import type { BenchResult } from './run.ts'

/** What a side can be asked; see `clients/side.ts`. */
interface Ask {
  readonly do: 'rate' | 'memory'
  readonly count: number
}

/** Bytes for each idle client. */
interface Memory {
  readonly resident: number
  readonly heap: number
}

export default async function clients(): Promise<BenchResult> {
  const server = await startChild<{ url: string }>('./clients/server.ts')
  const start = (side: 'ours' | 'bare') => startChild(`./clients/${side}.ts`, [server.ready.url])
  const [ours, bare] = [await start('ours'), await start('bare')]
  try {
    const rate = (side: typeof ours) => () => side.ask<number>({ do: 'rate', count: 1000 } satisfies Ask)
    const connect = await interleave(9, rate(ours), rate(bare))

    // Each in a process of its own, since memory that was used once stays resident.
    const heap: Record<'ours' | 'bare', number[]> = { ours: [], bare: [] }
    const memory = (side: 'ours' | 'bare', count: number) => async () => {
      const child = await start(side)
      const used = await child.ask<Memory>({ do: 'memory', count } satisfies Ask)
      await child.close()
      heap[side].push(used.heap)
      return used.resident
    }
    const at1000 = await interleave(5, memory('ours', 1000), memory('bare', 1000))
    const at5000 = await interleave(5, memory('ours', 5000), memory('bare', 5000))
    const heapRatio = round(median(heap.ours) / median(heap.bare))
    return {
      name: 'clients',
      ratios: {
        connect: connect.ratio,
        memory: Math.max(at1000.ratio, at5000.ratio),
        memory1000: at1000.ratio,
        memory5000: at5000.ratio,
        heap: heapRatio,
      },
      figures: { connectsPerSecond: connect, bytesPerClient1000: at1000, bytesPerClient5000: at5000, heap },
    }
  } finally {
    await Promise.all([ours.close(), bare.close()])
    await server.close()
  }
}
