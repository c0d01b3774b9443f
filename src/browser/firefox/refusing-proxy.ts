// A proxy that refuses everything: the wall around a browser that would like to call home.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export class RefusingProxy {
  readonly #server: Server

  private constructor() {
    this.#server = createServer((_request, response) => response.writeHead(403).end())
    this.#server.on('connect', (_request, socket) => {
      socket.on('error', () => {
        // The browser did not wait for the answer.
      })
      socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n')
    })
  }

  static async start(): Promise<RefusingProxy> {
    const proxy = new RefusingProxy()
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve))
    return proxy
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve))
    this.#server.closeAllConnections()
    await closed
  }
}
