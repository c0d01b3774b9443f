// One side of the benchmark, in a process of its own: pushes by some clients, and the cost of many that are idle.
import type { Ask, Crowd, Pushed } from '../load.ts'
import { memoryInUse } from '../measure.ts'

/** What a side has to be able to do. */
export interface Side {
  /**
   * Pushes in all, each client one after another, of 1 KiB.
   *
   * @returns The median of the milliseconds from before a push until its notification is acknowledged.
   */
  push(clients: number, pushes: number, encrypted: boolean): Promise<number>
  /** Connects clients that stay until the function it gives is called. */
  stay(count: number): Promise<() => Promise<void>>
}

/** Pushes by which the cost of one is found. */
const sample = 6000

/** Answers the questions of the benchmark. */
export function serve(side: Side): void {
  const push = async ({ clients, pushes, encrypted }: Extract<Ask, { do: 'push' }>): Promise<Pushed> => {
    const start = performance.now()
    const median = await side.push(clients, pushes, encrypted)
    return { median, perSecond: pushes / ((performance.now() - start) / 1000) }
  }
  const crowd = async ({ count }: Extract<Ask, { do: 'crowd' }>): Promise<Crowd> => {
    await (await side.stay(200))()
    await side.push(8, 400, false)
    const before = await memoryInUse()
    const connecting = process.cpuUsage()
    const leave = await side.stay(count)
    const connect = milliseconds(process.cpuUsage(connecting))
    const after = await memoryInUse()
    const pushing = process.cpuUsage()
    await side.push(8, sample, false)
    const notification = milliseconds(process.cpuUsage(pushing))
    await leave()
    return {
      resident: (after.resident - before.resident) / count,
      heap: (after.heap - before.heap) / count,
      connect: connect / count,
      notification: notification / sample,
    }
  }
  process.on('message', async (ask: Ask) => {
    process.send?.(ask.do === 'push' ? await push(ask) : await crowd(ask))
  })
  process.send?.({})
}

function milliseconds({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1000
}
