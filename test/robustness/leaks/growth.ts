// Does something again and again, and tells what is left of it: heap, and handles of the event loop.
import { setImmediate as turn } from 'node:timers/promises'

/** What a process holds after something was done, in comparison with before. */
export interface Growth {
  readonly rounds: number
  /** Bytes of the heap after a collection. */
  readonly heap: number
  /** Sockets, servers and timers that keep the process alive. */
  readonly handles: number
}

/**
 * Measures `round` after a warm-up, in which caches fill and code is compiled.
 *
 * @param rounds - How often.
 * @param round - Does it once, and undoes it.
 */
export async function growthOf(rounds: number, round: () => Promise<void>): Promise<Growth> {
  for (let count = 0; count < Math.max(20, rounds / 10); count++) await round()
  const before = await held()
  for (let count = 0; count < rounds; count++) await round()
  const after = await held()
  return { rounds, heap: after.heap - before.heap, handles: after.handles - before.handles }
}

async function held(): Promise<{ heap: number; handles: number }> {
  if (globalThis.gc === undefined) throw new Error('Expected to be run with --expose-gc.')
  // What ends with the next turns of the loop, such as the close of a socket, has not ended yet.
  for (let turns = 0; turns < 50; turns++) await turn()
  globalThis.gc()
  await turn()
  globalThis.gc()
  return { heap: process.memoryUsage().heapUsed, handles: process.getActiveResourcesInfo().filter(isOurs).length }
}

/** The pipes and the pending callbacks of the process itself come and go. */
function isOurs(resource: string): boolean {
  return /^(TCP|TLS|Timeout|Immediate|FSEvent|ProcessWrap)/.test(resource)
}
