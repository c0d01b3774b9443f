// Connect and hello alone: `PushClient` against a bare `ws` loop that sends and parses the same frames.
import type { Ask, Rate } from './clients/side.ts'
import { type Child, startChild } from './harness/child.ts'
import { compare } from './harness/compare.ts'
import type { Effort } from './harness/effort.ts'
import type { BenchResult } from './harness/result.ts'

export default async function hello(effort: Effort): Promise<BenchResult> {
  const server = await startChild<{ url: string }>('clients/server.ts')
  const ours = await startChild('hello/ours.ts', [server.ready.url])
  const bare = await startChild('clients/bare.ts', [server.ready.url])
  try {
    const rate = (side: Child) => async () => {
      const { perSecond, computed } = await side.ask<Rate>({ do: 'rate', count: effort.amount(1000) } satisfies Ask)
      return { connect: perSecond, computing: computed }
    }
    const comparisons = await compare({
      rounds: effort.rounds(15),
      than: 'bare `ws`',
      figures: {
        connect: { what: 'connect and hello, 32 at once', unit: '/s', better: 'higher', aim: 0.9 },
        computing: { what: "the client's processor time for connect and hello", unit: 'ms', better: 'lower' },
      },
      ours: rate(ours),
      theirs: rate(bare),
    })
    return {
      about: 'A `PushClient` connects and says hello; the other side does so with `ws` and `JSON`.',
      comparisons,
    }
  } finally {
    await Promise.all([ours.close(), bare.close()])
    await server.close()
  }
}
