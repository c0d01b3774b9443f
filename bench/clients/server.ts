// The push service that both sides connect to, in a process of its own.
import { FixtureServer } from 'pushwright/core'
import { computed, memoryInUse } from '../harness/usage.ts'

/** What the service has used so far. */
export interface ServerUsage {
  /** Milliseconds of the processor. */
  readonly computed: number
  /** Bytes after garbage collection. */
  readonly resident: number
}

// A thousand clients at once on a busy machine may need longer than the usual time for hello.
const server = await FixtureServer.start({ limits: { openHandshakeTimeout: 60_000 } })
process.on('message', async () => {
  // Before the garbage is collected, which is no work of the service's.
  const milliseconds = computed()
  const { resident } = await memoryInUse()
  process.send?.({ computed: milliseconds, resident } satisfies ServerUsage)
})
process.once('disconnect', () => server.close())
process.send?.({ url: server.url })
