// A thousand conversations at once in one process, against a bare `ws` loop that sends and parses the same frames.
import type { Duration } from './conversation/side.ts'
import { interleave, median, round, startChild } from './measure.ts'
import type { BenchResult } from './run.ts'

/** What a side can be asked; see `conversation/side.ts`. */
type Ask = { readonly do: 'time' | 'heap'; readonly count: number }

const atOnce = 1000
const rounds = 15

export default async function conversation(): Promise<BenchResult> {
  const server = await startChild<{ url: string }>('./clients/server.ts')
  const start = (side: 'ours' | 'bare') => startChild(`./conversation/${side}.ts`, [server.ready.url])
  const [ours, bare] = [await start('ours'), await start('bare')]
  try {
    const computed = new Map<typeof ours, number[]>([
      [ours, []],
      [bare, []],
    ])
    const time = (side: typeof ours) => async () => {
      const duration = await side.ask<Duration>({ do: 'time', count: atOnce } satisfies Ask)
      computed.get(side)?.push(duration.computed)
      return duration.elapsed
    }
    const measured = await interleave(rounds, time(ours), time(bare))
    const medianOf = (side: typeof ours): number => median(computed.get(side) ?? [])
    const heap = (side: typeof ours) => side.ask<number[]>({ do: 'heap', count: atOnce } satisfies Ask)
    const [first = 0, ...later] = await heap(ours)
    return {
      name: 'conversation',
      // A leak would grow with every thousand conversations.
      ratios: {
        time: measured.ratio,
        computing: round(medianOf(ours) / medianOf(bare)),
        heap: round(median(later) / first),
      },
      figures: { millisecondsForAll: measured, heapAfterEach: [first, ...later] },
    }
  } finally {
    await Promise.all([ours.close(), bare.close()])
    await server.close()
  }
}
