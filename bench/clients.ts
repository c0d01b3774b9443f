// Connected clients, ours through `getConnectedClient` against a bare `ws` loop that sends and awaits the same frames.
import type { Ask, Memory, Rate } from './clients/side.ts'
import { type Child, startChild } from './harness/child.ts'
import { compare } from './harness/compare.ts'
import type { Effort } from './harness/effort.ts'
import type { BenchResult } from './harness/result.ts'

const than = 'bare `ws`'

export default async function clients(effort: Effort): Promise<BenchResult> {
  const server = await startChild<{ url: string }>('clients/server.ts')
  const start = (side: 'ours' | 'bare'): Promise<Child> => startChild(`clients/${side}.ts`, [server.ready.url])
  const [ours, bare] = [await start('ours'), await start('bare')]
  try {
    const rate = (side: Child) => async () => {
      const { perSecond } = await side.ask<Rate>({ do: 'rate', count: effort.amount(1000) } satisfies Ask)
      return { connect: perSecond }
    }
    const { connect } = await compare({
      rounds: effort.rounds(9),
      than,
      figures: {
        connect: {
          what: '`getConnectedClient`: connect and hello, 32 at once',
          unit: '/s',
          better: 'higher',
          aim: 0.9,
        },
      },
      ours: rate(ours),
      theirs: rate(bare),
    })
    // Each in a process of its own, since memory that was used once stays resident.
    const memory = (side: 'ours' | 'bare', count: number) => async () => {
      const child = await start(side)
      const used = await child.ask<Memory>({ do: 'memory', count } satisfies Ask)
      await child.close()
      return used
    }
    const compareMemory = (count: number) =>
      compare({
        rounds: effort.rounds(5),
        than,
        figures: {
          resident: { what: `resident memory of an idle client, of ${count}`, unit: 'bytes', better: 'lower', aim: 2 },
          heap: { what: `heap of an idle client, of ${count}`, unit: 'bytes', better: 'lower', aim: 2 },
        },
        ours: memory('ours', count),
        theirs: memory('bare', count),
      })
    const few = await compareMemory(effort.amount(1000))
    const many = await compareMemory(effort.amount(5000))
    return {
      about: 'A provisioner hands out connected clients; the other side opens `ws` sockets and awaits the same frames.',
      comparisons: {
        connect,
        memory1000: few.resident,
        memory5000: many.resident,
        heap: many.heap,
      },
    }
  } finally {
    await Promise.all([ours.close(), bare.close()])
    await server.close()
  }
}
