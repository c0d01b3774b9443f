import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server that has its only file in memory. */
const body = Buffer.alloc(1024, 'x')
const server = createServer((_request, response) => {
  response.writeHead(200, { 'Content-Type': 'text/plain', 'Content-Length': body.length }).end(body)
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const { port } = server.address() as AddressInfo

process.once('disconnect', () => {
  server.closeAllConnections()
  server.close()
})
process.send?.({ port })
