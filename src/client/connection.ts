// One WebSocket: opens it, writes and reads frames, records them, and tells how it ended.
import type { ConnectionOptions as TlsConnectionOptions } from 'node:tls'
import type WebSocket from 'ws'
import type { Deadline, Settle } from '../deadline/index.ts'
import { networkReason, PushwrightError } from '../errors/index.ts'
import { now, type Transcript, type TranscriptEvent } from '../transcript/index.ts'
import { type OwnedSocket, openSocket } from './owned-socket.ts'
import { unusableSocket } from './unusable-socket.ts'

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

/** Whose connection it is: the names that are recorded, and where. @internal */
export interface ConnectionOwner {
  readonly name: string
  readonly url: string
  readonly transcript: Transcript
}

/**
 * What a connection tells its owner. One object serves the connections of all owners, since thousands of idle clients would
 * pay for closures of their own. @internal
 */
export interface ConnectionSink<Owner> {
  onText(owner: Owner, connection: Connection<Owner & ConnectionOwner>, text: string, at: number): void
  onPong(owner: Owner, connection: Connection<Owner & ConnectionOwner>, payload: string): void
  onClose(owner: Owner, connection: Connection<Owner & ConnectionOwner>, close: CloseDetails): void
}

/** How a connection is made. @internal */
export interface ConnectionOptions {
  headers?: Record<string, string>
  protocols?: string[]
  tls?: TlsOptions
  maxFrameSize: number
}

/** A WebSocket, from the moment it begins to open. @internal */
export class Connection<Owner extends ConnectionOwner> {
  readonly #socket: OwnedSocket
  readonly #owner: Owner
  readonly #sink: ConnectionSink<Owner>
  #opening: Settle<void> | undefined
  #close: CloseDetails | undefined
  #closing = false

  /**
   * Begins to open a connection; {@link Connection.opened} waits for it.
   *
   * @throws PushwrightError `ERR_OPTION` for a URL, a header or a subprotocol that cannot be used.
   */
  constructor(owner: Owner, sink: ConnectionSink<Owner>, options: ConnectionOptions) {
    this.#owner = owner
    this.#sink = sink
    try {
      this.#socket = openSocket(owner.url, options.protocols ?? [], socketOptions(options))
    } catch (error) {
      throw unusableSocket(owner.name, owner.url, error)
    }
    this.#socket.connection = this
  }

  /**
   * Waits until it is open; nothing stays open if it fails.
   *
   * @throws PushwrightError `ERR_CONNECT` with the HTTP status or the system's error code, `ERR_TIMEOUT`, `ERR_ABORTED`.
   */
  async opened(deadline: Deadline): Promise<void> {
    const { name, url } = this.#owner
    const what = (): string => `${name} to connect to ${originOf(url)}`
    try {
      await deadline.wait<void>(what, (settle) => {
        this.#opening = settle
        return () => {
          this.#opening = undefined
        }
      })
    } catch (error) {
      this.terminate()
      throw error
    }
  }

  get isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN && !this.#closing
  }

  get isConnecting(): boolean {
    return this.#socket.readyState === this.#socket.CONNECTING && !this.#closing
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
    if (this.#socket.readyState === this.#socket.CLOSED) return
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
    return new PushwrightError('ERR_CLOSED', `The connection of ${this.#owner.name} ${how}.`, {
      details: { closeCode: code, closeReason: reason },
    })
  }

  /** Called by the socket for its events; returns whether it was for us. @internal */
  take(event: string, args: readonly unknown[]): boolean {
    switch (event) {
      case 'open':
        this.#onOpen()
        return true
      case 'unexpected-response':
        this.#onUnexpectedResponse((args[1] as { statusCode?: number }).statusCode)
        return true
      case 'error':
        // `ws` reports trouble of an open socket here too, always followed by 'close'.
        this.#onError(args[0] as Error)
        return true
      case 'message':
        // `binaryType` is `nodebuffer`, the default.
        this.#onMessage(args[0] as Buffer, args[1] as boolean)
        return true
      case 'ping':
        this.#onPing()
        return true
      case 'pong':
        this.#onPong(args[0] as Buffer)
        return true
      case 'close':
        this.#onClose(args[0] as number, args[1] as Buffer)
        return true
      default:
        return false
    }
  }

  #onOpen(): void {
    this.#record('open', originOf(this.#owner.url))
    this.#opening?.resolve()
  }

  #onUnexpectedResponse(status: number | undefined): void {
    this.#opening?.reject(connectError(this.#owner.url, `HTTP ${status}`, { status }))
  }

  #onError(cause: NodeJS.ErrnoException): void {
    this.#record('note', `error ${networkReason(cause)}`)
    this.#opening?.reject(connectError(this.#owner.url, networkReason(cause), { cause, systemCode: cause.code }))
  }

  #onMessage(data: Buffer, isBinary: boolean): void {
    const text = isBinary ? `${data.byteLength} bytes` : data.toString('utf8')
    const at = this.#record('frame', text, 'received')
    if (!isBinary) this.#sink.onText(this.#owner, this, text, at)
  }

  #onPing(): void {
    this.#record('ping', '', 'received')
    // `ws` answers by itself.
    this.#record('pong', '', 'sent')
  }

  #onPong(payload: Buffer): void {
    this.#record('pong', '', 'received')
    this.#sink.onPong(this.#owner, this, payload.toString('utf8'))
  }

  #onClose(code: number, reason: Buffer): void {
    this.#close = { code, reason: reason.toString('utf8'), wasClean: code !== 1006 }
    this.#record('close', `${code} ${this.#close.reason}`.trimEnd(), 'received')
    this.#sink.onClose(this.#owner, this, this.#close)
  }

  #record(kind: TranscriptEvent['kind'], text: string, direction?: 'sent' | 'received'): number {
    const at = now()
    const { name: actor, transcript } = this.#owner
    transcript.record(direction === undefined ? { at, actor, kind, text } : { at, actor, kind, text, direction })
    return at
  }
}

/** Cast, since the type declarations lack `closeTimeout` and give `checkServerIdentity` another type than Node's. */
function socketOptions(options: ConnectionOptions): WebSocket.ClientOptions {
  return {
    perMessageDeflate: false,
    maxPayload: options.maxFrameSize,
    followRedirects: false,
    // A service that sends Close and does not end the TCP connection is cut off after this time, so that waits end soon.
    closeTimeout: 250,
    ...(options.headers === undefined ? {} : { headers: options.headers }),
    ...options.tls,
  } as WebSocket.ClientOptions
}

function connectError(url: string, why: string, details: Record<string, unknown>): PushwrightError {
  const { cause, ...facts } = details
  return new PushwrightError(
    'ERR_CONNECT',
    `Could not open a WebSocket to ${originOf(url)}: ${why}. Check the URL, and that the push service runs.`,
    { cause, details: { url: originOf(url), ...facts } },
  )
}

/** Scheme and host, without the credentials that a URL may carry. */
function originOf(url: string): string {
  if (!url.includes('@')) return url.split('/', 3).join('/')
  const { protocol, host } = new URL(url)
  return `${protocol}//${host}`
}
