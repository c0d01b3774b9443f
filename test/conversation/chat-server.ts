// A WebSocket server of nothing but `ws`, which does with each connection exactly what a test says.
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'

/** One connection, seen from the server. */
export class Peer {
  readonly socket: WebSocket
  readonly request: IncomingMessage
  /** Every message that came, as text. */
  readonly received: string[] = []

  constructor(socket: WebSocket, request: IncomingMessage) {
    this.socket = socket
    this.request = request
    socket.on('error', () => {})
    socket.on('message', (data) => this.received.push(String(data)))
  }

  /** Sends messages, JSON unless they are text or bytes. */
  send(...messages: unknown[]): void {
    for (const message of messages) {
      const isRaw = typeof message === 'string' || message instanceof Uint8Array
      this.socket.send(isRaw ? message : JSON.stringify(message))
    }
  }

  /** Calls back for each message, as JSON. */
  onJson(listener: (message: Record<string, unknown>) => void): void {
    this.socket.on('message', (data) => listener(JSON.parse(String(data))))
  }
}

/** Answers HTTP requests; the body is read. */
export type Answer = (request: IncomingMessage, response: ServerResponse, body: string) => void

export class ChatServer {
  readonly peers: Peer[] = []
  readonly http: Server
  readonly sockets: Set<Socket> = new Set()
  readonly url: string
  readonly origin: string

  private constructor(http: Server, talk: (peer: Peer) => void, answer: Answer, scheme: 's' | '') {
    this.http = http
    const { port } = http.address() as AddressInfo
    this.url = `ws${scheme}://127.0.0.1:${port}/`
    this.origin = `http${scheme}://127.0.0.1:${port}`
    http.on('connection', (socket: Socket) => {
      this.sockets.add(socket)
      socket.on('close', () => this.sockets.delete(socket))
      socket.on('error', () => {})
    })
    http.on('request', async (request: IncomingMessage, response: ServerResponse) => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      answer(request, response, Buffer.concat(chunks).toString())
    })
    new WebSocketServer({ server: http }).on('connection', (socket, request) => {
      const peer = new Peer(socket, request)
      this.peers.push(peer)
      talk(peer)
    })
  }

  /** Listens until the test is over. `talk` is called for each connection, `answer` for each HTTP request. */
  static async start(
    talk: (peer: Peer) => void = () => {},
    { answer = notFound, http = createServer() }: { answer?: Answer; http?: Server } = {},
  ): Promise<ChatServer> {
    http.listen(0, '127.0.0.1')
    await once(http, 'listening')
    const server = new ChatServer(http, talk, answer, 'addContext' in http ? 's' : '')
    onTestFinished(() => server.close())
    return server
  }

  get latest(): Peer {
    const peer = this.peers.at(-1)
    if (peer === undefined) throw new Error('Nobody has connected.')
    return peer
  }

  /** Waits until no TCP connection is open. */
  async quiet(): Promise<void> {
    await Promise.all([...this.sockets].map((socket) => new Promise((resolve) => socket.once('close', resolve))))
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy()
    this.http.close()
    await once(this.http, 'close')
  }
}

/** Sends JSON as an answer. */
export function answerJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))
}

function notFound(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(404).end()
}
