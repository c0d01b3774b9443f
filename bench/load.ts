// Load by scenarios of a plan against a bare `ws` + `undici` loop that does the same, on one push service.
import type { ServerAsk } from './clients/server.ts'
import { type Child, startChild } from './harness/child.ts'
import { compare } from './harness/compare.ts'
import type { Effort } from './harness/effort.ts'
import { grow } from './harness/growth.ts'
import type { BenchResult, Comparison, Growth } from './harness/result.ts'
import { comparePushes } from './load/push-rates.ts'
import type { Ask, Joined, Pushed } from './load/side.ts'

/** Pushes by which the cost of one is found. */
const sample = 6000

export default async function load(effort: Effort): Promise<BenchResult> {
  const server = await startChild<{ url: string }>('clients/server.ts')
  const start = (side: 'ours' | 'bare'): Promise<Child> => startChild(`load/${side}.ts`, [server.ready.url])
  try {
    const sides = { ours: await start('ours'), bare: await start('bare') }
    const pushes = { clients: 32, pushes: 1600, figure: 'perSecond', aim: 0.7 } as const
    const latency = await comparePushes(effort, sides, {
      clients: 1,
      pushes: 300,
      encrypted: true,
      figure: 'median',
      aim: 1.25,
    })
    const throughput = await comparePushes(effort, sides, { ...pushes, encrypted: false })
    const encrypted = await comparePushes(effort, sides, { ...pushes, encrypted: true })
    await Promise.all([sides.ours.close(), sides.bare.close()])
    return {
      about: 'Scenarios of a plan, with all that is measured and reported; the other side is a loop.',
      comparisons: {
        latency: latency.pushed,
        throughput: throughput.pushed,
        computing: throughput.computing,
        encrypted: encrypted.pushed,
        computingEncrypted: encrypted.computing,
        memory: await compareCrowds(effort, start),
      },
      growth: await growCrowds(effort, server, () => start('ours')),
    }
  } finally {
    await server.close()
  }
}

/** Each crowd is in a process of its own, since memory that was used once stays resident. */
async function compareCrowds(effort: Effort, start: (side: 'ours' | 'bare') => Promise<Child>): Promise<Comparison> {
  const count = effort.amount(15_000)
  const memory = (side: 'ours' | 'bare') => async () => {
    const child = await start(side)
    const { resident } = await child.ask<Joined>({ do: 'join', count } satisfies Ask)
    await child.close()
    return { memory: resident }
  }
  const compared = await compare({
    rounds: effort.rounds(5),
    than: 'bare `ws`',
    figures: { memory: { what: `memory of an idle client, of ${count}`, unit: 'bytes', better: 'lower', aim: 2 } },
    ours: memory('ours'),
    theirs: memory('bare'),
  })
  return compared.memory
}

function growCrowds(
  effort: Effort,
  server: Child,
  start: () => Promise<Child>,
): Promise<Readonly<Record<string, Growth>>> {
  const used = (ask: ServerAsk): Promise<number> => server.ask(ask)
  const pushes = effort.amount(sample)
  return grow({
    of: 'clients',
    sizes: [100, 1000, 5000, 15_000].map((size) => effort.amount(size)),
    rounds: effort.rounds(5),
    figures: {
      clientAt15000: { what: "the generator's processor time to connect a client", unit: 'ms' },
      memoryAt15000: { what: "the generator's memory for a client", unit: 'bytes' },
      notificationAt15000: { what: "the generator's processor time for a push, while the others are idle", unit: 'ms' },
      serverMemoryAt15000: { what: "the service's memory for a client", unit: 'bytes' },
      serverPushAt15000: { what: "the service's processor time for a push", unit: 'ms' },
    },
    async costs(count) {
      const child = await start()
      const empty = await used('resident')
      const joined = await child.ask<Joined>({ do: 'join', count } satisfies Ask)
      const full = await used('resident')
      const ask: Ask = { do: 'push', clients: 8, pushes, encrypted: false }
      const before = await used('computed')
      const { computed } = await child.ask<Pushed>(ask)
      const after = await used('computed')
      await child.close()
      return {
        clientAt15000: joined.computed,
        memoryAt15000: joined.resident,
        notificationAt15000: computed,
        serverMemoryAt15000: (full - empty) / count,
        serverPushAt15000: (after - before) / pushes,
      }
    },
  })
}
