// One WebSocket: opens it, writes and reads frames, records them, and tells how it ended.
import type { ConnectionOptions as TlsConnectionOptions } from 'node:tls'
import WebSocket from 'ws'
import type { Deadline } from '../deadline/index.ts'
import { isPushwrightError, PushwrightError } from '../errors/index.ts'
import { now, type Transcript, type TranscriptEvent } from '../transcript/index.ts'

/** How a TLS server is verified, for WebSocket and HTTP alike; Node's own options. */
export type TlsOptions = Pick<
  TlsConnectionOptions,
  'ca' | 'secureContext' | 'rejectUnauthorized' | 'checkServerIdentity'
>

/** How a connection ended. */
export interface CloseDetails {
  /** The close code (RFC 6455 section 7.4); 1006 if there was no Close frame. */
  code: number
  reason: string
  /** Whether both sides sent a Close frame. */
  wasClean: boolean
}

/** What a connection tells its session. @internal */
export interface ConnectionListener {
  onText(text: string, at: number): unknown
  /** @param payload - What the ping had said. */
  onPong(payload: string): unknown
  onClose(close: CloseDetails): unknown
}

/** What is needed to open a connection. @internal */
export interface ConnectionOptions {
  url: string
  actor: string
  transcript: Transcript
  headers?: Record<string, string>
  protocols?: string[]
  tls?: TlsOptions
  maxFrameSize: number
  listener: ConnectionListener
}

/** An open WebSocket. */
export class Connection {
  readonly #socket: WebSocket
  readonly #options: ConnectionOptions
  #close: CloseDetails | undefined
  #closing = false

  private constructor(options: ConnectionOptions) {
    this.#options = options
    // Cast, since the type declarations lack `closeTimeout` and give `checkServerIdentity` another type than Node's.
    const socketOptions = {
      perMessageDeflate: false,
      maxPayload: options.maxFrameSize,
      followRedirects: false,
      // A service that sends Close and does not end the TCP connection is cut off after this time, so that waits end soon.
      closeTimeout: 250,
      ...(options.headers === undefined ? {} : { headers: options.headers }),
      ...options.tls,
    }
    this.#socket = new WebSocket(options.url, options.protocols ?? [], socketOptions as WebSocket.ClientOptions)
    this.#listen()
  }

  /**
   * Opens a connection; nothing stays open if it fails.
   *
   * @throws PushwrightError `ERR_CONNECT` with the HTTP status or the system's error code, `ERR_TIMEOUT`, `ERR_ABORTED`,
   *   `ERR_OPTION` for a URL, a header or a subprotocol that cannot be used.
   */
  static async open(
    options: ConnectionOptions,
    deadline: Deadline,
    onCreated: (c: Connection) => void,
  ): Promise<Connection> {
    const connection = Connection.#create(options)
    onCreated(connection)
    const socket = connection.#socket
    try {
      await deadline.wait<void>(`${options.actor} to connect to ${originOf(options.url)}`, ({ resolve, reject }) => {
        socket.once('open', resolve)
        socket.once('unexpected-response', (_request, response) => {
          reject(connectError(options.url, `HTTP ${response.statusCode}`, { status: response.statusCode }))
        })
        socket.once('error', (cause: NodeJS.ErrnoException) => {
          reject(connectError(options.url, reasonOf(cause), { cause, systemCode: cause.code }))
        })
        return undefined
      })
    } catch (error) {
      connection.terminate()
      throw error
    }
    return connection
  }

  static #create(options: ConnectionOptions): Connection {
    try {
      return new Connection(options)
    } catch (cause) {
      throw new PushwrightError(
        'ERR_OPTION',
        `Expected a \`ws:\` or \`wss:\` URL, headers and subprotocols to connect ${options.actor} with, got: ${(cause as Error).message}.`,
        { cause },
      )
    }
  }

  get isOpen(): boolean {
    return this.#socket.readyState === WebSocket.OPEN && !this.#closing
  }

  get isConnecting(): boolean {
    return this.#socket.readyState === WebSocket.CONNECTING && !this.#closing
  }

  /** Writes a text or binary frame. `fin: false` begins or continues a fragmented message. */
  send(data: string | Uint8Array, options: { binary?: boolean; fin?: boolean } = {}): void {
    if (!this.isOpen) throw this.closedError()
    this.#record('frame', typeof data === 'string' ? data : `${data.byteLength} bytes`, 'sent')
    this.#socket.send(data, { binary: options.binary ?? typeof data !== 'string', fin: options.fin ?? true })
  }

  /** Sends a WebSocket Ping, whose payload the Pong repeats (RFC 6455 section 5.5.3). */
  ping(payload: string): void {
    if (!this.isOpen) throw this.closedError()
    this.#record('ping', '', 'sent')
    this.#socket.ping(payload)
  }

  /** Stops and resumes reading from the socket, to play a slow reader. */
  set paused(paused: boolean) {
    if (paused) this.#socket.pause()
    else this.#socket.resume()
  }

  /** Sends Close and waits for the answer; ends the TCP connection if none comes in time. */
  async close(code: number, reason: string, deadline: Deadline): Promise<void> {
    if (this.#socket.readyState === WebSocket.CLOSED) return
    this.#closing = true
    const closed = new Promise<void>((resolve) => this.#socket.once('close', () => resolve()))
    this.#record('close', `${code} ${reason}`.trimEnd(), 'sent')
    this.#socket.close(code, reason)
    try {
      await deadline.bound('the connection to close', closed)
    } catch {
      // The service does not answer our Close in time: the caller wanted the connection gone, so end it.
      this.#socket.terminate()
      await closed
    }
  }

  /** Ends the TCP connection at once, without Close. */
  terminate(): void {
    this.#closing = true
    this.#socket.terminate()
  }

  /** The error for whoever wants something of this connection after it ended. */
  closedError(close: CloseDetails | undefined = this.#close): PushwrightError {
    const { code, reason } = close ?? { code: 1005, reason: '' }
    const how = close === undefined ? 'is closing' : `was closed with ${code}${reason && ` "${reason}"`}`
    return new PushwrightError('ERR_CLOSED', `The connection of ${this.#options.actor} ${how}.`, {
      details: { closeCode: code, closeReason: reason },
    })
  }

  #listen(): void {
    const { listener } = this.#options
    this.#socket.on('open', () => this.#record('open', originOf(this.#options.url)))
    // `ws` reports trouble of an open socket here too, always followed by 'close'.
    this.#socket.on('error', (cause) => this.#record('note', `error ${reasonOf(cause)}`))
    this.#socket.on('message', (data: Buffer, isBinary: boolean) => {
      if (isBinary) {
        this.#record('frame', `${data.byteLength} bytes`, 'received')
        return
      }
      const text = data.toString('utf8')
      listener.onText(text, this.#record('frame', text, 'received'))
    })
    this.#socket.on('ping', () => this.#record('ping', '', 'received'))
    this.#socket.on('pong', (payload: Buffer) => {
      this.#record('pong', '', 'received')
      listener.onPong(payload.toString('utf8'))
    })
    this.#socket.on('close', (code: number, reason: Buffer) => {
      this.#close = { code, reason: reason.toString('utf8'), wasClean: code !== 1006 }
      this.#record('close', `${code} ${this.#close.reason}`.trimEnd(), 'received')
      listener.onClose(this.#close)
    })
  }

  #record(kind: TranscriptEvent['kind'], text: string, direction?: 'sent' | 'received'): number {
    const at = now()
    this.#options.transcript.record({ at, actor: this.#options.actor, kind, text, ...(direction && { direction }) })
    return at
  }
}

function connectError(url: string, why: string, details: Record<string, unknown>): PushwrightError {
  const { cause, ...facts } = details
  return new PushwrightError(
    'ERR_CONNECT',
    `Could not open a WebSocket to ${originOf(url)}: ${why.replace(/\.$/, '')}. Check the URL, and that the push service runs.`,
    { cause, details: { url: originOf(url), ...facts } },
  )
}

/** A pin that does not fit speaks for itself; of other errors the system's code is the shortest name. */
function reasonOf(error: NodeJS.ErrnoException): string {
  return isPushwrightError(error) ? error.message : (error.code ?? error.message)
}

function originOf(url: string): string {
  const { protocol, host } = new URL(url)
  return `${protocol}//${host}`
}
