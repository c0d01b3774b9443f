// Serves the pages of push clients and their service workers, each at an origin of its own, and takes the workers' reports.
import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { basename, dirname, extname } from 'node:path'
import { ContainedDirectory, normalisePath, parseTarget } from '../document-root/index.ts'
import { boundedBody } from './bounded-body.ts'
import { listenOnLoopback, portOf } from './loopback.ts'
import { pageText } from './page-script.ts'
import { PageSite } from './page-site.ts'
import { readWorkerReport } from './worker-report.ts'
import { reportPath, workerPrelude } from './worker-script.ts'

/** What a service worker may load. */
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.json': 'application/json',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
}

/** What a host serves. */
export interface PageHostOptions {
  /**
   * The file of the user's service worker; the files beside it are served as well, but for those whose names begin with a dot.
   * Default: one that does nothing of its own.
   */
  readonly serviceWorker?: string | undefined
}

/**
 * A server of sites on the loopback interface. It does not keep Node alive, and outlives the test files and their fixture servers:
 * sites are made ready ahead of their tests.
 */
export class PageHost {
  readonly #server: Server
  readonly #serviceWorker: string | undefined
  /** The directory of that file. */
  readonly #files: ContainedDirectory | undefined
  /** By the host of the request. */
  readonly #sites = new Map<string, PageSite>()
  #sitesMade = 0

  private constructor({ serviceWorker }: PageHostOptions) {
    this.#serviceWorker = serviceWorker
    this.#files = serviceWorker === undefined ? undefined : new ContainedDirectory(dirname(serviceWorker))
    this.#server = createServer((request, response) => void this.#respond(request, response))
  }

  static async start(options: PageHostOptions = {}): Promise<PageHost> {
    const host = new PageHost(options)
    await listenOnLoopback(host.#server)
    return host
  }

  /** Opens a site. Each has a name of its own, since a browser keeps cookies by name, whatever the port. */
  openSite(): PageSite {
    // Browsers know that these names are this machine.
    const host = `client-${++this.#sitesMade}.localhost:${portOf(this.#server)}`
    const site = new PageSite(`http://${host}`, () => this.#sites.delete(host))
    this.#sites.set(host, site)
    return site
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve))
    this.#server.closeAllConnections()
    await closed
  }

  async #respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const site = this.#sites.get(request.headers.host ?? '')
    if (site === undefined) {
      // A worker whose client has left, or a page that an attacker's DNS name points here.
      response.writeHead(404).end()
      return
    }
    const path = normalisePath(parseTarget(request.url ?? '/').rawPath)
    if (request.method === 'POST' && path === reportPath) {
      const report = readWorkerReport((await boundedBody(request)) ?? '')
      if (report !== undefined) site.onReport(report)
      response.writeHead(report === undefined ? 400 : 204, report === undefined ? { Connection: 'close' } : {}).end()
      return
    }
    try {
      const { type, content } = await this.#read(path)
      // A worker beside the page's own files may have every scope.
      response.writeHead(200, { 'Content-Type': `${type}; charset=utf-8`, 'Service-Worker-Allowed': '/' }).end(content)
    } catch {
      // There is no such file, which the page has to live with.
      response.writeHead(404).end()
    }
  }

  async #read(path: string | undefined): Promise<{ type: string; content: string | Buffer }> {
    if (path === '/') return { type: 'text/html', content: pageText }
    if (path === '/__pushwright__/worker.js') return { type: 'text/javascript', content: await this.#worker() }
    const found = path === undefined ? undefined : this.#files?.find(path.slice(1))
    if (found === undefined) throw new Error(`There is no ${path}.`)
    return { type: types[extname(found.name)] ?? 'application/octet-stream', content: await readFile(found.path) }
  }

  /** The user's worker is imported, so that its own imports and errors keep their names. */
  async #worker(): Promise<string> {
    if (this.#serviceWorker === undefined) return workerPrelude
    return `${workerPrelude}importScripts(${JSON.stringify(`/${basename(this.#serviceWorker)}`)})\n`
  }
}
