// Serves the page and its service worker, on a port apart from the push service's, and takes the worker's reports.
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { Deadline } from '../../src/core.ts'

/** What the service worker got. */
export type Report =
  | { readonly type: 'push'; readonly text: string | null }
  | { readonly type: 'pushsubscriptionchange' }

const files = new Map(
  [
    ['index.html', 'text/html'],
    ['page.js', 'text/javascript'],
    ['worker.js', 'text/javascript'],
  ].map(([name, type]) => [`/${name}`, { type, content: readFileSync(new URL(`site/${name}`, import.meta.url)) }]),
)

export class PageHost {
  readonly #server: Server
  readonly #reports: Report[] = []
  #onReport: (() => void) | undefined

  private constructor() {
    this.#server = createServer((request, response) => void this.#respond(request, response))
  }

  static async start(): Promise<PageHost> {
    const host = new PageHost()
    await new Promise<void>((resolve) => host.#server.listen(0, '127.0.0.1', resolve))
    return host
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  get url(): string {
    return `${this.origin}/index.html`
  }

  /** Reports that nobody has asked for yet, oldest first. */
  get reports(): readonly Report[] {
    return this.#reports
  }

  /** The oldest report that nobody has asked for yet, or the next one. One test asks at a time. */
  nextReport(): Promise<Report> {
    return Deadline.after(30_000).wait<Report>('a report of the service worker', ({ resolve }) => {
      this.#onReport = () => {
        const report = this.#reports.shift()
        if (report !== undefined) resolve(report)
      }
      this.#onReport()
      return () => {
        this.#onReport = undefined
      }
    })
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve))
    this.#server.closeAllConnections()
    await closed
  }

  async #respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method === 'POST' && request.url === '/reports') {
      this.#reports.push(JSON.parse(await text(request)) as Report)
      response.writeHead(204).end()
      this.#onReport?.()
      return
    }
    const file = files.get(request.url ?? '')
    if (file === undefined) response.writeHead(404).end()
    else response.writeHead(200, { 'Content-Type': `${file.type}; charset=utf-8` }).end(file.content)
  }
}
