// A thousand conversations at once in one process, against a bare `ws` loop that sends and parses the same frames.
import type { Duration } from './conversation/side.ts'
import { type Child, startChild } from './harness/child.ts'
import { compare } from './harness/compare.ts'
import type { Effort } from './harness/effort.ts'
import { median, round } from './harness/numbers.ts'
import type { BenchResult } from './harness/result.ts'

/** What a side can be asked; see `conversation/side.ts`. */
type Ask = { readonly do: 'time' | 'heap'; readonly count: number }

export default async function conversation(effort: Effort): Promise<BenchResult> {
  const server = await startChild<{ url: string }>('clients/server.ts')
  const start = (side: 'ours' | 'bare'): Promise<Child> => startChild(`conversation/${side}.ts`, [server.ready.url])
  const [ours, bare] = [await start('ours'), await start('bare')]
  const count = effort.amount(1000)
  try {
    const time = (side: Child) => async () => {
      const { elapsed, computed } = await side.ask<Duration>({ do: 'time', count } satisfies Ask)
      return { time: elapsed, computing: computed }
    }
    const comparisons = await compare({
      rounds: effort.rounds(15),
      than: 'bare `ws`',
      figures: {
        time: { what: `${count} conversations of ten answers at once`, unit: 'ms', better: 'lower', aim: 1.5 },
        computing: { what: 'their processor time', unit: 'ms', better: 'lower' },
      },
      ours: time(ours),
      theirs: time(bare),
    })
    const [first = 0, ...later] = await ours.ask<number[]>({ do: 'heap', count } satisfies Ask)
    return {
      about: 'Expected exchanges with matchers; the other side parses the same frames and ticks them off.',
      comparisons,
      // A leak would grow with every thousand conversations.
      notes: [
        `The heap after six times as many conversations is ${round(median(later) / first)} of that after the first.`,
      ],
    }
  } finally {
    await Promise.all([ours.close(), bare.close()])
    await server.close()
  }
}
