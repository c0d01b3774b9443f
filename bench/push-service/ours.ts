import { FixtureServer } from 'pushwright/core'
import { memoryInUse } from '../measure.ts'

const server = await FixtureServer.start()
process.on('message', async () => process.send?.(await memoryInUse()))
process.once('disconnect', () => server.close())
process.send?.({ url: server.url })
