// The push service that both sides connect to, in a process of its own.
import { FixtureServer } from 'pushwright/core'

const server = await FixtureServer.start()
process.once('disconnect', () => server.close())
process.send?.({ url: server.url })
