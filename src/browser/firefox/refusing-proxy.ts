// A proxy that refuses everything: the wall around a browser that would like to call home.
import { createServer, type Server } from 'node:http'
import { listenOnLoopback, portOf } from '../loopback.ts'

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
    await listenOnLoopback(proxy.#server)
    return proxy
  }

  get port(): number {
    return portOf(this.#server)
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve))
    this.#server.closeAllConnections()
    await closed
  }
}
