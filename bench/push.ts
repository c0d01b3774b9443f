// Push round trips: `ApplicationServer` and `PushClient` against bare `undici` and `ws`, on one push service.
import { startChild } from './harness/child.ts'
import type { Effort } from './harness/effort.ts'
import type { BenchResult } from './harness/result.ts'
import { comparePushes } from './load/push-rates.ts'

export default async function push(effort: Effort): Promise<BenchResult> {
  const server = await startChild<{ url: string }>('clients/server.ts')
  const sides = {
    ours: await startChild('push/ours.ts', [server.ready.url]),
    bare: await startChild('load/bare.ts', [server.ready.url]),
  }
  try {
    const sequential = { clients: 1, pushes: 500, figure: 'median', aim: 1.1 } as const
    const parallel = { clients: 32, pushes: 3200, figure: 'perSecond', aim: 0.9 } as const
    const oneByOne = await comparePushes(effort, sides, { ...sequential, encrypted: false })
    const oneByOneEncrypted = await comparePushes(effort, sides, { ...sequential, encrypted: true })
    const many = await comparePushes(effort, sides, { ...parallel, encrypted: false })
    const manyEncrypted = await comparePushes(effort, sides, { ...parallel, encrypted: true })
    return {
      about:
        'A message is encrypted, signed, posted, received and decrypted; the other side does the same in a loop, with our encryption.',
      comparisons: {
        sequential: oneByOne.pushed,
        sequentialEncrypted: oneByOneEncrypted.pushed,
        parallel: many.pushed,
        parallelEncrypted: manyEncrypted.pushed,
        computing: many.computing,
        computingEncrypted: manyEncrypted.computing,
      },
    }
  } finally {
    await Promise.all([sides.ours.close(), sides.bare.close()])
    await server.close()
  }
}
