// The push service that both sides connect to, in a process of its own.
import { FixtureServer } from 'pushwright/core'
import { computed, memoryInUse } from '../harness/usage.ts'

/** What the service can be asked: milliseconds of the processor so far, or resident bytes after garbage collection. */
export type ServerAsk = 'computed' | 'resident'

// A thousand clients at once on a busy machine may need longer than the usual time for hello.
const server = await FixtureServer.start({ limits: { openHandshakeTimeout: 60_000 } })
process.on('message', async (ask: ServerAsk) => {
  process.send?.(ask === 'computed' ? computed() : (await memoryInUse()).resident)
})
process.once('disconnect', () => server.close())
process.send?.({ url: server.url })
