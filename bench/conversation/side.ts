// One side of the benchmark: holds conversations in a process of its own, and says how long they took or what they left behind.
import { randomUUID } from 'node:crypto'
import { memoryInUse } from '../harness/usage.ts'

/** What each conversation sends. The push service answers each with one message of the same type and channel. */
export const hello = { messageType: 'hello', use_webpush: true, broadcasts: {} }

/** Nine channels, so that there are ten answers. */
export const channels: readonly string[] = Array.from({ length: 9 }, () => randomUUID())

/** Milliseconds. */
export interface Duration {
  readonly elapsed: number
  readonly computed: number
}

/** Times the heap is looked at. */
const looks = 6

/** Answers the questions of the benchmark; `converse` holds one conversation, from connecting to the end. */
export function serve(converse: () => Promise<void>): void {
  const all = async (count: number): Promise<number> => {
    const start = performance.now()
    await Promise.all(Array.from({ length: count }, converse))
    return performance.now() - start
  }
  const answers = {
    /** Milliseconds until the last is over, and those of them that this process computed. */
    async time(count: number): Promise<Duration> {
      const before = process.cpuUsage()
      const elapsed = await all(count)
      const { user, system } = process.cpuUsage(before)
      return { elapsed, computed: (user + system) / 1000 }
    },
    /** Bytes in use, after each time that all are over. */
    async heap(count: number): Promise<number[]> {
      await all(count)
      const used: number[] = []
      for (let look = 0; look < looks; look++) {
        await all(count)
        used.push((await memoryInUse()).heap)
      }
      return used
    },
  }
  process.on('message', async ({ do: what, count }: { do: 'time' | 'heap'; count: number }) => {
    process.send?.(await answers[what](count))
  })
  process.send?.({})
}
