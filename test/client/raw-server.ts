// A push service of nothing but `ws`, which says exactly what a test tells it to, right or wrong.
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { PushClient, type PushClientOptions } from '../../src/client/index.ts'
import { Timing } from '../../src/deadline/index.ts'

export type Frame = Record<string, unknown>

/** One connection, seen from the server. */
export class RawConnection {
  readonly socket: WebSocket
  /** The TCP connection underneath. */
  readonly tcp: Socket
  /** Every frame the client sent, parsed. */
  readonly frames: Frame[] = []

  constructor(socket: WebSocket, tcp: Socket) {
    this.socket = socket
    this.tcp = tcp
    socket.on('error', () => {})
  }

  /** Sends frames in one TCP segment, so that the client reads them at once. */
  send(...frames: (Frame | string)[]): void {
    this.tcp.cork()
    for (const frame of frames) this.socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame))
    this.tcp.uncork()
  }

  /** Pings, and so waits until the client has read what was sent, and its own frames up to now are here. */
  async settled(): Promise<void> {
    const ponged = once(this.socket, 'pong')
    this.socket.ping()
    await ponged
  }

  framesOf(messageType: string): Frame[] {
    return this.frames.filter((frame) => frame.messageType === messageType)
  }
}

export type Answer = (frame: Frame, connection: RawConnection) => void

/** Answers hello, register, unregister and ping as a service should. */
export const politely: Answer = (frame, connection) => {
  const { messageType, channelID } = frame
  if (messageType === undefined) connection.send('{}')
  else if (messageType === 'hello') {
    connection.send({ messageType, status: 200, uaid: frame.uaid ?? randomUUID().replaceAll('-', ''), broadcasts: {} })
  } else if (messageType === 'register') {
    connection.send({ messageType, status: 200, channelID, pushEndpoint: `http://127.0.0.1:9/wpush/v1/${channelID}` })
  } else if (messageType === 'unregister') connection.send({ messageType, status: 200, channelID })
}

export class RawServer {
  readonly connections: RawConnection[] = []
  /** Where clients connect. */
  readonly url: string
  readonly #http: Server
  readonly #sockets = new Set<Socket>()
  readonly #ws: WebSocketServer

  private constructor(http: Server, answer: Answer) {
    this.#http = http
    this.url = `ws://127.0.0.1:${(http.address() as AddressInfo).port}/`
    this.#ws = new WebSocketServer({ server: http })
    http.on('connection', (socket: Socket) => {
      this.#sockets.add(socket)
      socket.on('close', () => this.#sockets.delete(socket))
      socket.on('error', () => {})
    })
    this.#ws.on('connection', (socket, request) => {
      const connection = new RawConnection(socket, request.socket)
      this.connections.push(connection)
      socket.on('message', (data, isBinary) => {
        if (isBinary) return
        const frame = JSON.parse(String(data)) as Frame
        connection.frames.push(frame)
        answer(frame, connection)
      })
    })
  }

  /** Listens until the test is over. */
  static async start(answer: Answer = politely): Promise<RawServer> {
    const http = createServer()
    http.listen(0, '127.0.0.1')
    await once(http, 'listening')
    const server = new RawServer(http, answer)
    onTestFinished(() => server.close())
    return server
  }

  /** The connection made last. */
  get latest(): RawConnection {
    const connection = this.connections.at(-1)
    if (connection === undefined) throw new Error('Nobody has connected.')
    return connection
  }

  /** How many TCP connections are open. */
  get openSockets(): number {
    return this.#sockets.size
  }

  /** Waits until no TCP connection is open. */
  async quiet(): Promise<void> {
    await Promise.all([...this.#sockets].map((socket) => once(socket, 'close')))
  }

  async close(): Promise<void> {
    if (!this.#http.listening) return
    for (const socket of this.#sockets) socket.destroy()
    this.#ws.close()
    this.#http.close()
    await once(this.#http, 'close')
  }
}

/** A client of the server that has not connected yet; ended with the test. */
export function makeClient(server: { url: string }, options: Partial<PushClientOptions> = {}): PushClient {
  const client = new PushClient({ url: server.url, timing: new Timing({ timeout: 10_000 }), ...options })
  onTestFinished(() => client.terminate())
  return client
}

/** A client that is connected and has said hello. */
export async function greet(server: { url: string }, options: Partial<PushClientOptions> = {}): Promise<PushClient> {
  const client = makeClient(server, options)
  await client.connect()
  await client.hello()
  return client
}

/** A notification as a service sends it. */
export function notificationFrame(channelID: string, version: string, fields: Frame = {}): Frame {
  return { messageType: 'notification', channelID, version, ...fields }
}
