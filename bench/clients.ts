// Connected clients, ours through `getConnectedClient` against a bare `ws` loop that sends and awaits the same frames.
import { interleave, round, startChild } from './measure.ts'
import type { BenchResult } from './run.ts'

interface Ask {
  readonly do: 'rate' | 'memory'
  readonly count: number
}

export default async function clients(): Promise<BenchResult> {
  const server = await startChild<{ url: string }>('./clients/server.ts')
  const ours = await startChild('./clients/ours.ts', [server.ready.url])
  const bare = await startChild('./clients/bare.ts', [server.ready.url])
  try {
    const rate = (count: number) =>
      interleave(
        9,
        () => ours.ask<number>({ do: 'rate', count } satisfies Ask),
        () => bare.ask<number>({ do: 'rate', count } satisfies Ask),
      )
    const memory = (count: number) =>
      interleave(
        3,
        () => ours.ask<number>({ do: 'memory', count } satisfies Ask),
        () => bare.ask<number>({ do: 'memory', count } satisfies Ask),
      )
    const connect = await rate(1000)
    const [at1000, at5000] = [await memory(1000), await memory(5000)]
    return {
      name: 'clients',
      ratios: {
        connect: connect.ratio,
        memory: round(Math.max(at1000.ratio, at5000.ratio)),
        memory1000: at1000.ratio,
        memory5000: at5000.ratio,
      },
      figures: { connectsPerSecond: connect, bytesPerClient1000: at1000, bytesPerClient5000: at5000 },
    }
  } finally {
    await Promise.all([ours.close(), bare.close()])
    await server.close()
  }
}
