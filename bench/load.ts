// Load by scenarios of a plan against a bare `ws` + `undici` loop that does the same, on one push service.
import { interleave, round, startChild } from './measure.ts'
import type { BenchResult } from './run.ts'

/** What a side can be asked; see `load/side.ts`. */
export type Ask =
  | { readonly do: 'push'; readonly clients: number; readonly pushes: number; readonly encrypted: boolean }
  | { readonly do: 'crowd'; readonly count: number }

/** What a number of pushes took. */
export interface Pushed {
  /** Milliseconds from before a push until its notification is acknowledged. */
  readonly median: number
  readonly perSecond: number
}

/** What many idle clients cost, in bytes and in milliseconds of the processor. */
export interface Crowd {
  readonly resident: number
  readonly heap: number
  readonly connect: number
  readonly notification: number
}

type Side = Awaited<ReturnType<typeof startChild<object>>>

const rounds = 11
const crowds = [500, 15_000] as const

export default async function load(): Promise<BenchResult> {
  const server = await startChild<{ url: string }>('./clients/server.ts')
  const start = (side: 'ours' | 'bare'): Promise<Side> => startChild(`./load/${side}.ts`, [server.ready.url])
  try {
    const [ours, bare] = [await start('ours'), await start('bare')]
    const compare = (figure: keyof Pushed, clients: number, pushes: number, encrypted: boolean) => {
      const push = (side: Side) => async () =>
        (await side.ask<Pushed>({ do: 'push', clients, pushes, encrypted } satisfies Ask))[figure]
      return interleave(rounds, push(ours), push(bare))
    }
    const latency = await compare('median', 1, 300, true)
    const throughput = await compare('perSecond', 32, 1600, false)
    const encrypted = await compare('perSecond', 32, 1600, true)
    await Promise.all([ours.close(), bare.close()])
    const crowd = { ours: await crowdsOf(() => start('ours')), bare: await crowdsOf(() => start('bare')) }
    return {
      name: 'load',
      ratios: {
        latency: latency.ratio,
        throughput: throughput.ratio,
        encrypted: encrypted.ratio,
        memory: round(crowd.ours[15_000].resident / crowd.bare[15_000].resident),
        clientAt15000: round(crowd.ours[15_000].connect / crowd.ours[500].connect),
        notificationAt15000: round(crowd.ours[15_000].notification / crowd.ours[500].notification),
      },
      figures: { latency, throughput, encrypted, crowd },
    }
  } finally {
    await server.close()
  }
}

/** Each crowd in a process of its own, since memory that was used once stays resident. */
async function crowdsOf(start: () => Promise<Side>): Promise<Record<(typeof crowds)[number], Crowd>> {
  const found: [number, Crowd][] = []
  for (const count of crowds) {
    const side = await start()
    found.push([count, await side.ask<Crowd>({ do: 'crowd', count } satisfies Ask)])
    await side.close()
  }
  return Object.fromEntries(found) as Record<(typeof crowds)[number], Crowd>
}
