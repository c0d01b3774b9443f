// The WebSocket of a run: opens it, reads from the first byte to the last, and tells the run.
import type { IncomingMessage } from 'node:http'
import WebSocket from 'ws'
import { unusableSocket } from '../../client/index.ts'
import { networkReason, PushwrightError } from '../../errors/index.ts'
import type { ReceivedFrame } from '../frame.ts'
import type { OutgoingFrame } from '../message.ts'
import type { ConversationPlan } from '../plan.ts'

/** The answer to the opening handshake. */
export interface Handshake {
  readonly status: number
  /** Names in lower case; several of a name are joined by `, `. */
  readonly headers: Readonly<Record<string, string>>
  /** The subprotocol that the server chose, `''` for none. */
  readonly protocol: string
}

/** What a socket tells its run. @internal */
export interface SocketSink {
  onOpen(): void
  /** The server's answer to the handshake, whether it upgrades or not. */
  onHandshake(handshake: Handshake): void
  onError(error: PushwrightError): void
  onFrame(kind: ReceivedFrame['kind'], data: Buffer): void
  onClose(code: number, reason: Buffer): void
}

/** A socket that knows its run, so that all sockets share their listeners. */
class OwnedSocket extends WebSocket {
  sink: SocketSink | undefined
}

function sinkOf(socket: WebSocket): SocketSink {
  return (socket as OwnedSocket).sink as SocketSink
}

/** One connection, from the moment it begins to open. @internal */
export class ConversationSocket {
  readonly #socket: OwnedSocket

  /** @throws PushwrightError `ERR_OPTION` for a URL, a header or a subprotocol that cannot be used. */
  constructor(sink: SocketSink, url: string, headers: Record<string, string | string[]>, plan: ConversationPlan) {
    try {
      this.#socket = new OwnedSocket(url, [...plan.protocols], {
        perMessageDeflate: false,
        maxPayload: plan.limits.frame,
        followRedirects: false,
        // A server that sends Close and does not end the TCP connection is cut off after this time.
        closeTimeout: 250,
        headers,
        ...(plan.agent && { agent: plan.agent }),
        ...plan.tls,
        // Cast, since the type declarations lack `closeTimeout` and give `checkServerIdentity` another type than Node's.
      } as WebSocket.ClientOptions)
    } catch (error) {
      throw unusableSocket(plan.name, url, error)
    }
    this.#socket.sink = sink
    this.#socket
      .on('upgrade', listeners.upgrade)
      .on('unexpected-response', listeners.unexpectedResponse)
      .on('open', listeners.open)
      .on('error', listeners.error)
      .on('message', listeners.message)
      .on('ping', listeners.ping)
      .on('pong', listeners.pong)
      .on('close', listeners.close)
  }

  get isConnecting(): boolean {
    return this.#socket.readyState === WebSocket.CONNECTING
  }

  get isOpen(): boolean {
    return this.#socket.readyState === WebSocket.OPEN
  }

  get isClosed(): boolean {
    return this.#socket.readyState === WebSocket.CLOSED
  }

  /** Writes a frame; `written` is called when the operating system has it, or with what went wrong. */
  send(frame: OutgoingFrame, written: (error?: Error) => void): void {
    if (frame.kind === 'ping' || frame.kind === 'pong') this.#socket[frame.kind](frame.data, true, written)
    else this.#socket.send(frame.data, { binary: frame.kind === 'binary' }, written)
  }

  /** Sends Close. */
  close(code: number, reason: string): void {
    this.#socket.close(code, reason)
  }

  /** Ends the TCP connection at once. */
  terminate(): void {
    this.#socket.terminate()
  }
}

/** One set of listeners for all sockets; each finds its run by its socket. */
const listeners = {
  upgrade(this: WebSocket, response: IncomingMessage): void {
    sinkOf(this).onHandshake(handshakeOf(response))
  },
  unexpectedResponse(this: WebSocket, _request: unknown, response: IncomingMessage): void {
    const sink = sinkOf(this)
    // Nothing of the body is read, and what `ws` has to say of the end is known.
    this.terminate()
    sink.onHandshake(handshakeOf(response))
  },
  open(this: WebSocket): void {
    sinkOf(this).onOpen()
  },
  error(this: WebSocket, cause: NodeJS.ErrnoException): void {
    sinkOf(this).onError(
      new PushwrightError('ERR_CONNECT', `The WebSocket failed: ${networkReason(cause)}.`, {
        cause,
        details: { systemCode: cause.code },
      }),
    )
  },
  message(this: WebSocket, data: WebSocket.RawData, isBinary: boolean): void {
    // `binaryType` is `nodebuffer`, the default. A small message must not keep the whole buffer it was read into.
    sinkOf(this).onFrame(isBinary ? 'binary' : 'text', isBinary ? Buffer.from(data as Buffer) : (data as Buffer))
  },
  ping(this: WebSocket, data: Buffer): void {
    sinkOf(this).onFrame('ping', Buffer.from(data))
  },
  pong(this: WebSocket, data: Buffer): void {
    sinkOf(this).onFrame('pong', Buffer.from(data))
  },
  close(this: WebSocket, code: number, reason: Buffer): void {
    sinkOf(this).onClose(code, reason)
  },
}

function handshakeOf(response: IncomingMessage): Handshake {
  const headers = Object.fromEntries(
    Object.entries(response.headers).map(([name, value]) => [name, [value].flat().join(', ')]),
  )
  return { status: response.statusCode ?? 0, headers, protocol: headers['sec-websocket-protocol'] ?? '' }
}
