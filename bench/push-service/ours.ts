import { FixtureServer } from 'pushwright/core'
import { computed, memoryInUse } from '../harness/usage.ts'

const server = await FixtureServer.start()
process.on('message', async (ask) => process.send?.(ask === 'computed' ? computed() : await memoryInUse()))
process.once('disconnect', () => server.close())
process.send?.({ url: server.url })
