import { FixtureServer } from 'pushwright/core'
import { memoryInUse } from '../harness/usage.ts'

const server = await FixtureServer.start()
process.on('message', async () => process.send?.(await memoryInUse()))
process.once('disconnect', () => server.close())
process.send?.({ url: server.url })
