// The message channel over which Chromium gets its pushes: MCS, over TLS (google_apis/gcm/protocol/mcs.proto).
import type { Socket } from 'node:net'
import { createServer, type Server, type TLSSocket } from 'node:tls'
import { listenOnLoopback, portOf } from '../../loopback.ts'
import { encodePacket, type Packet, PacketReader, PacketTag, protocolVersion } from './packets.ts'
import { decodeProto, encodeProto, numberOf } from './protobuf.ts'

/** A push for one subscription of the browser. */
export interface ChannelMessage {
  /** What the browser registered under. */
  readonly subtype: string
  /** The sender's key as it was registered. */
  readonly sender: string
  /** Unique; the browser takes no message twice. */
  readonly id: string
  /** Encrypted; none for an empty push. */
  readonly body?: Buffer | undefined
  /** `content-encoding` and its like. */
  readonly headers: Readonly<Record<string, string>>
}

const field = {
  dataMessage: { from: 3, category: 5, appData: 7, persistentId: 9, rawData: 21, immediateAck: 24 },
  appData: { key: 1, value: 2 },
  loginResponse: { id: 1 },
  iqStanza: { lastStreamIdReceived: 10 },
  heartbeat: { lastStreamIdReceived: 2 },
} as const

/** The end of the channel that is the service's. One browser is connected at a time. */
export class MessageChannel {
  /** Hears of each message that the browser has taken. */
  onAck: (id: string) => void = () => {}
  readonly #server: Server
  /** Also those that have not said who they are, or are in the middle of the handshake. */
  readonly #connections = new Set<Socket>()
  /** Sent and not acknowledged, oldest first; those that wait for a connection have no place in the stream yet. */
  readonly #waiting: ChannelMessage[] = []
  #inFlight: { readonly streamId: number; readonly message: ChannelMessage }[] = []
  #socket: TLSSocket | undefined
  #streamId = 0

  private constructor(server: Server) {
    this.#server = server
    server.on('connection', (socket: Socket) => {
      this.#connections.add(socket)
      socket.on('close', () => this.#connections.delete(socket))
    })
    server.on('secureConnection', (socket) => this.#accept(socket))
    // A browser that goes away in the middle of the handshake.
    server.on('tlsClientError', () => {})
  }

  /** @param certificate - PEM. */
  static async start(certificate: { readonly key: string; readonly cert: string }): Promise<MessageChannel> {
    const server = createServer(certificate)
    const channel = new MessageChannel(server)
    await listenOnLoopback(server)
    return channel
  }

  /** What Chromium's `--gcm-mcs-endpoint` wants. */
  get url(): string {
    return `https://127.0.0.1:${portOf(this.#server)}`
  }

  /** Sends a push as soon as the browser is connected. */
  send(message: ChannelMessage): void {
    this.#waiting.push(message)
    this.#flush()
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve))
    for (const socket of this.#connections) socket.destroy()
    await closed
  }

  #accept(socket: TLSSocket): void {
    const reader = new PacketReader()
    socket.on('data', (bytes) => {
      try {
        for (const packet of reader.push(bytes)) this.#receive(socket, packet)
      } catch {
        // No browser sends that.
        socket.destroy()
      }
    })
    socket.on('error', () => {
      // `close` follows.
    })
    socket.on('close', () => {
      if (this.#socket === socket) this.#socket = undefined
    })
  }

  #receive(socket: TLSSocket, { tag, body }: Packet): void {
    const fields = decodeProto(body) ?? []
    if (tag === PacketTag.LoginRequest) this.#login(socket)
    if (tag === PacketTag.HeartbeatPing) {
      this.#acknowledge(numberOf(fields, field.heartbeat.lastStreamIdReceived))
      this.#write(PacketTag.HeartbeatAck, Buffer.alloc(0))
    }
    if (tag === PacketTag.IqStanza) this.#acknowledge(numberOf(fields, field.iqStanza.lastStreamIdReceived))
  }

  #login(socket: TLSSocket): void {
    this.#socket?.destroy()
    this.#socket = socket
    this.#streamId = 0
    // What was on its way when the connection was lost is sent again.
    this.#waiting.unshift(...this.#inFlight.map(({ message }) => message))
    this.#inFlight = []
    socket.write(Buffer.from([protocolVersion]))
    this.#write(PacketTag.LoginResponse, encodeProto([[field.loginResponse.id, 'pushwright']]))
    this.#flush()
  }

  #flush(): void {
    if (this.#socket === undefined) return
    for (const message of this.#waiting.splice(0)) {
      this.#write(PacketTag.DataMessage, encodeMessage(message))
      this.#inFlight.push({ streamId: this.#streamId, message })
    }
  }

  #acknowledge(lastStreamId = 0): void {
    const taken = this.#inFlight.filter(({ streamId }) => streamId <= lastStreamId)
    this.#inFlight = this.#inFlight.filter(({ streamId }) => streamId > lastStreamId)
    for (const { message } of taken) this.onAck(message.id)
  }

  #write(tag: number, body: Buffer): void {
    // Both ends count packets.
    this.#streamId++
    this.#socket?.write(encodePacket(tag, body))
  }
}

function encodeMessage({ subtype, sender, id, body, headers }: ChannelMessage): Buffer {
  const { dataMessage, appData } = field
  const entries = Object.entries({ subtype, ...headers }).map(
    ([key, value]) =>
      [
        dataMessage.appData,
        encodeProto([
          [appData.key, key],
          [appData.value, value],
        ]),
      ] as const,
  )
  return encodeProto([
    [dataMessage.from, sender],
    [dataMessage.category, 'org.chromium.linux'],
    ...entries,
    [dataMessage.persistentId, id],
    ...(body === undefined ? [] : [[dataMessage.rawData, body] as const]),
    [dataMessage.immediateAck, 1],
  ])
}
