// What can be wrong with a service, and what a run must make of it.

import { createPublicKey, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { rmSync, writeFileSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer as createTlsServer } from 'node:tls'
import { type FaultEvent, FixtureServer } from '../../../src/fixture/index.ts'
import { createCertificates } from '../../../src/fixture/tls/certificate.ts'
import { type Certificate, EphemeralAuthority } from '../../../src/fixture/tls/index.ts'

/** A service that runs, and lines of the INI that belong to it. */
export interface FaultyService {
  readonly url: string
  readonly ini?: readonly string[]
  close(): Promise<void>
}

/** A fault. */
export interface Fault {
  readonly name: string
  start(): Promise<FaultyService>
  /** What the message must say beside the phase; absent if a run does not mind. */
  readonly cause?: RegExp
  /** What the provisioner does in the phase before it converses; see `happen`. */
  readonly atPhase?: string
}

const timedOut = /Waited 2s/

/** The faults of services that are none, or that speak no WebSocket. */
export const brokenServices: readonly Fault[] = [
  { name: 'refuses', start: refusing, cause: /ECONNREFUSED/ },
  // Longer than a label of DNS may be, so that nobody is asked.
  { name: 'has no address', start: async () => noService(`ws://${'x'.repeat(64)}.invalid/`), cause: /ENOTFOUND|EAI_/ },
  { name: 'resets', start: () => tcp((socket) => socket.resetAndDestroy()), cause: /ECONNRESET|socket hang up/ },
  { name: 'hangs up', start: () => tcp((socket) => socket.end()), cause: /socket hang up|closed|ECONNRESET/ },
  { name: 'is silent', start: () => tcp(() => {}), cause: timedOut },
  {
    name: 'is another service',
    start: () => tcp((socket) => socket.write('SSH-2.0-OpenSSH_9.2\r\n')),
    cause: /Parse Error|Expected HTTP/,
  },
  { name: 'is a web server', start: webServer, cause: /200/ },
  {
    name: 'answers without end',
    start: () => tcp(babble),
    cause: /Header overflow|HPE_HEADER_OVERFLOW|Parse Error|Waited 2s/,
  },
]

/** Six ways in which TLS fails, and another. */
export const brokenTls: readonly Fault[] = [
  { name: 'TLS: unknown authority', start: () => tls(certificates()), cause: /certificate|SELF_SIGNED|UNABLE_TO/ },
  { name: 'TLS: another name', start: () => tls(certificates(['push.example']), 'trusted'), cause: /altnames|ALTNAME/ },
  { name: 'TLS: expired', start: () => tls(inAnotherYear(certificates), 'trusted'), cause: /expired|EXPIRED/ },
  { name: 'TLS: another pin', start: pinned, cause: /pin/ },
  {
    name: 'TLS: plain text',
    start: async () => secure(await webServer()),
    cause: /wrong version|packet length|EPROTO|SSL/,
  },
  { name: 'TLS: silent', start: async () => secure(await tcp(() => {})), cause: timedOut },
  {
    name: 'TLS: cut off',
    start: async () => secure(await tcp((socket) => socket.end())),
    cause: /disconnected|hang up|ECONNRESET|closed/,
  },
]

/** Faults that the fixture server plays, by event. Those without a cause must not disturb. */
export const playedFaults: readonly Fault[] = [
  played('connect', 'close', [1011], /1011|is closing/),
  played('connect', 'delay', ['50ms']),
  played('connect', 'hang', [], timedOut),
  played('connect', 'refuse', [503], /503/),
  played('connect', 'reset', [], /ECONNRESET|hang up/),
  played('connect', 'silence', [], timedOut),
  played('hello', 'close', [1008], /1008/),
  played('hello', 'closeAfter', [1011], /1011|is closing/),
  played('hello', 'halfOpen', [], timedOut),
  played('hello', 'ignore', [], timedOut),
  played('hello', 'malform', [], timedOut),
  played('hello', 'pauseReading', ['60m'], timedOut),
  played('hello', 'reset', [], /1006|reset|ECONNRESET/),
  played('hello', 'silence', [], timedOut),
  played('hello', 'wrongUaid', []),
  played('register', 'close', [1008], /1008/),
  played('register', 'ignore', [], timedOut),
  played('register', 'malform', [], timedOut),
  played('register', 'reset', [], /1006|reset|ECONNRESET/),
  played('post', 'answer', [503], /503/),
  played('post', 'delay', ['50ms']),
  played('post', 'hang', [], timedOut),
  played('post', 'loseAnswer', [], /hang up|other side closed|UND_ERR_SOCKET|ECONNRESET|Waited 2s/),
  played('post', 'malform', [400], /400/),
  played('post', 'reset', [], /hang up|other side closed|UND_ERR_SOCKET|ECONNRESET/),
  played('post', 'stall', [], timedOut),
  played('notification', 'close', [1011], /1011/),
  played('notification', 'corrupt', [], /tag of record|Waited 2s/),
  played('notification', 'cutOff', [], /1006|closed|Waited 2s/),
  played('notification', 'delay', ['50ms']),
  played('notification', 'duplicate', [2]),
  played('notification', 'fragment', [3]),
  played('notification', 'lose', [], timedOut),
  played('notification', 'malform', [], timedOut),
  played('notification', 'readdress', ['01234567-89ab-4def-8123-456789abcdef'], timedOut),
  played('notification', 'reorder', [], timedOut),
  played('notification', 'reset', [], /1006|reset|ECONNRESET/),
  played('notification', 'truncate', [10], timedOut),
  played('unregister', 'ignore', [], timedOut),
]

/** What the provisioner itself, or the machine, does wrong. */
export const brokenProvisioners: readonly Fault[] = [
  { name: 'hangs', start: refusing, cause: /Waited 8s/, atPhase: 'hang' },
  { name: 'throws', start: refusing, cause: /the provisioner is broken/, atPhase: 'throw' },
  { name: 'throws nothing', start: refusing, cause: /undefined/, atPhase: 'throw-nothing' },
  { name: 'throws a text', start: refusing, cause: /a text/, atPhase: 'throw-text' },
  { name: 'clock leaps ahead', start: () => fixture(), atPhase: 'leap-ahead' },
  { name: 'clock leaps back', start: () => fixture(), atPhase: 'leap-back' },
]

/** All of them. */
export const faults: readonly Fault[] = [...brokenServices, ...brokenTls, ...playedFaults, ...brokenProvisioners]

/** A service with nothing wrong. */
export async function fixture(arm: (server: FixtureServer) => void = () => {}): Promise<FaultyService> {
  const server = await FixtureServer.start()
  arm(server)
  return { url: server.url, close: () => server.close() }
}

function played(event: FaultEvent, kind: string, args: readonly unknown[], cause?: RegExp): Fault {
  // A union of sentences cannot be called; a kind that is none would disturb nobody, and its cell be red.
  const arm = (server: FixtureServer): void => {
    const strike = server.faults.each(event) as unknown as Record<string, (...args: readonly unknown[]) => unknown>
    strike[kind]?.(...args)
  }
  return { name: `${event}: ${kind}`, start: () => fixture(arm), ...(cause !== undefined && { cause }) }
}

function noService(url: string): FaultyService {
  return { url, close: async () => {} }
}

async function refusing(): Promise<FaultyService> {
  const server = await tcp(() => {})
  await server.close()
  return noService(server.url)
}

async function tcp(behave: (socket: Socket) => void): Promise<FaultyService> {
  return listen(createServer((socket) => behave(socket.on('error', () => {}))))
}

function babble(socket: Socket): void {
  const more = (): void => {
    while (!socket.destroyed && socket.write(`${'X-Endless: '.padEnd(16_384, 'x')}\r\n`)) {
      // Until the other side reads no more.
    }
  }
  socket.write('HTTP/1.1 101 Switching Protocols\r\n')
  socket.on('drain', more)
  more()
}

async function webServer(): Promise<FaultyService> {
  return listen(createHttpServer((_request, response) => response.end('It works!')))
}

async function tls(server: Certificate & { readonly ca: string }, trust?: 'trusted'): Promise<FaultyService> {
  const service = secure(
    await listen(createTlsServer({ cert: server.cert, key: server.key }, (socket) => socket.on('error', () => {}))),
  )
  return trust === undefined ? service : withFile(service, 'ca', server.ca)
}

async function pinned(): Promise<FaultyService> {
  const authority = new EphemeralAuthority('127.0.0.1')
  const service = await tls({ ...authority.server, ca: authority.ca }, 'trusted')
  return withFile(
    service,
    'pin_store',
    JSON.stringify({
      '127.0.0.1': [createPublicKey(certificates().key).export({ format: 'der', type: 'spki' }).toString('base64')],
    }),
  )
}

function certificates(names: readonly string[] = ['127.0.0.1']): Certificate & { readonly ca: string } {
  const { authority, server } = createCertificates(names)
  return { ...server, ca: authority.cert }
}

function inAnotherYear<T>(make: () => T): T {
  const now = Date.now
  Date.now = () => now() - 366 * 86_400_000
  try {
    return make()
  } finally {
    Date.now = now
  }
}

/** The service with a key of the INI that names a file. */
function withFile(service: FaultyService, key: string, content: string): FaultyService {
  const file = join(tmpdir(), `pushwright-fault-${randomUUID()}`)
  writeFileSync(file, content)
  return {
    url: service.url,
    ini: [...(service.ini ?? []), `${key} = ${file}`],
    async close() {
      rmSync(file, { force: true })
      await service.close()
    },
  }
}

function secure(service: FaultyService): FaultyService {
  return { ...service, url: service.url.replace(/^ws:/, 'wss:') }
}

async function listen(server: Server): Promise<FaultyService> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async close() {
      for (const socket of sockets) socket.destroy()
      if (!server.listening) return
      server.close()
      await once(server, 'close')
    },
  }
}
