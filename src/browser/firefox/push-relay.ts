// Stands between Firefox and the push service: passes on what both say as it is, tells of it, and is the network that can fail.
import { randomUUID } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocket, WebSocketServer } from 'ws'
import type { CloseDetails, TlsOptions } from '../../client/index.ts'
import { Deadline } from '../../deadline/index.ts'
import { isPushwrightError, PushwrightError } from '../../errors/index.ts'
import {
  type ClientMessage,
  CloseCode,
  frameLimit,
  type HelloReply,
  parseClientMessage,
  parseServerMessage,
  type ServerMessage,
} from '../../protocol/index.ts'
import { listenOnLoopback, portOf } from '../loopback.ts'

/** Where the messages go. */
export interface RelayTarget {
  /** A `ws:` or `wss:` URL. */
  readonly url: string
  readonly tls?: TlsOptions
}

/** What a relay tells. `text` is the frame. */
export interface RelayEvents {
  /** Of the browser, to the service. */
  sent: [message: ClientMessage, text: string]
  /** Of the service, to the browser. */
  received: [message: ServerMessage, text: string]
  /** Firefox has taken in the hello reply. */
  ready: []
  close: [close: CloseDetails]
}

/** One session. */
interface Session {
  readonly browser: WebSocket
  readonly service: WebSocket
  /** The channel of the message that Firefox acknowledges when it is ready; nobody has it. */
  readonly probe: string
  hello?: HelloReply
  isReady: boolean
}

/** Milliseconds. */
const readyTimeout = 2000
const probeInterval = 20

/** Bytes that may wait to be written to one end; then the other is not read. */
const mostWaiting = 1024 * 1024

/**
 * A push service for one Firefox, whose URL stays the same while the services behind it come and go: Firefox drops its
 * subscriptions when the URL changes.
 */
export class PushRelay extends EventEmitter<RelayEvents> {
  readonly #server: Server = createServer()
  readonly #sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: frameLimit })
  /** Handshakes that wait for the network to come back. */
  readonly #held = new Map<Duplex, () => void>()
  /** The channel of each endpoint that the service gave, this one alone. */
  readonly #channels = new Map<string, string>()
  #target: RelayTarget | undefined
  #isOnline = false
  #session: Session | undefined

  private constructor() {
    super()
    // Every client of the browser listens.
    this.setMaxListeners(0)
    this.#server.on('upgrade', (request, socket, head) => this.#onUpgrade(request, socket, head))
  }

  /** Starts one that is offline. It does not keep Node alive. */
  static async start(): Promise<PushRelay> {
    const relay = new PushRelay()
    await listenOnLoopback(relay.#server)
    return relay
  }

  /** What Firefox has for its push service. */
  get url(): string {
    return `ws://127.0.0.1:${portOf(this.#server)}/`
  }

  /** The service's answer to the hello of the session that is open, once Firefox has taken it in. */
  get hello(): HelloReply | undefined {
    return this.#session?.isReady ? this.#session.hello : undefined
  }

  /** Is connected to this service from now on, as soon as it is online. */
  async serve(target: RelayTarget): Promise<void> {
    await this.goOffline()
    this.#channels.clear()
    this.#target = target
  }

  /**
   * The channel that has this endpoint.
   *
   * @throws PushwrightError `ERR_STATE` if the service never gave it to this browser.
   */
  channelOf(endpoint: string): string {
    const channelID = this.#channels.get(endpoint)
    if (channelID !== undefined) return channelID
    throw new PushwrightError(
      'ERR_STATE',
      'Expected an endpoint that the push service gave to this browser, got another.',
    )
  }

  /** Lets Firefox connect, which it tries all the time. */
  goOnline(): void {
    this.#isOnline = true
    for (const proceed of this.#held.values()) proceed()
    this.#held.clear()
  }

  /** Ends the session for both, and lets Firefox wait for the next. `code` is that of the Close frame for the service; none cuts the connection. */
  async goOffline(close: { readonly code?: number; readonly reason?: string } = {}): Promise<void> {
    this.#isOnline = false
    const session = this.#session
    if (session === undefined) return
    const { code, reason = '' } = close
    const closed = new Promise((resolve) => session.service.once('close', resolve))
    if (code === undefined) session.service.terminate()
    else session.service.close(code, reason)
    this.#end(session, { code: code ?? CloseCode.Abnormal, reason, wasClean: code !== undefined })
    await Promise.all([closed, this.#cut(session)])
  }

  /** Calls back when everything that the service has sent so far is passed on. */
  flush(done: () => void): void {
    const service = this.#session?.service
    if (service?.readyState !== WebSocket.OPEN) return
    const payload = `flush ${Math.random()}`
    const onPong = (data: Buffer): void => {
      if (data.toString() !== payload) return
      service.off('pong', onPong)
      done()
    }
    service.on('pong', onPong)
    service.ping(payload)
  }

  async close(): Promise<void> {
    await this.goOffline()
    const closed = new Promise((resolve) => this.#server.close(resolve))
    this.#server.closeAllConnections()
    for (const socket of this.#held.keys()) socket.destroy()
    for (const socket of this.#sockets.clients) socket.terminate()
    await closed
  }

  #onUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => {
      // Firefox did not want to wait.
    })
    // Firefox calls the service itself the origin, which no page can.
    if (request.headers.origin !== this.url) {
      socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n')
      return
    }
    const proceed = (): void => {
      this.#sockets.handleUpgrade(request, socket, head, (browser) => this.#connect(browser))
    }
    if (this.#isOnline) {
      proceed()
      return
    }
    this.#held.set(socket, proceed)
    socket.once('close', () => this.#held.delete(socket))
  }

  #connect(browser: WebSocket): void {
    const target = this.#target
    if (target === undefined) {
      browser.terminate()
      return
    }
    if (this.#session !== undefined) this.#abandon(this.#session)
    // Cast, since the types give `checkServerIdentity` another type than Node's. The service's pings are answered by Firefox.
    const options = {
      perMessageDeflate: false,
      autoPong: false,
      closeTimeout: 250,
      maxPayload: frameLimit,
      ...target.tls,
    } as WebSocket.ClientOptions
    const service = new WebSocket(target.url, options)
    const session: Session = { browser, service, probe: randomUUID(), isReady: false }
    this.#session = session
    // Until there is somebody to hear it.
    browser.pause()
    browser.on('message', (data, isBinary) => {
      const text = String(data)
      if (text.includes(session.probe)) {
        session.isReady = true
        this.emit('ready')
        return
      }
      if (!isBinary) this.#tell('sent', parseClientMessage, text)
      passOn(browser, service, (onWritten) => service.send(text, onWritten))
    })
    service.on('open', () => browser.resume())
    service.on('message', (data, isBinary) => {
      const text = String(data)
      passOn(service, browser, (onWritten) => browser.send(isBinary ? (data as Buffer) : text, onWritten))
      if (!isBinary) this.#tell('received', parseServerMessage, text)
    })
    service.on('ping', (data) => {
      passOn(service, browser, (onWritten) => browser.ping(data, undefined, onWritten))
    })
    browser.on('pong', (data) => {
      passOn(browser, service, (onWritten) => service.pong(data, undefined, onWritten))
    })
    service.on('error', () => {
      // `close` follows.
    })
    // It would not answer a Close frame.
    browser.on('error', () => browser.terminate())
    service.on('close', (code, reason) => {
      // Firefox never answers a Close frame, and does not come back before the TCP connection has ended.
      if (isSendable(code)) browser.close(code, reason)
      setImmediate(() => void this.#cut(session))
      this.#end(session, { code, reason: reason.toString(), wasClean: code !== CloseCode.Abnormal })
    })
    browser.on('close', (code, reason) => {
      if (isSendable(code)) service.close(code, reason)
      else service.terminate()
      this.#end(session, { code, reason: reason.toString(), wasClean: code !== CloseCode.Abnormal })
    })
  }

  /** Firefox began another session before the end of this one was noticed. */
  #abandon(session: Session): void {
    session.service.terminate()
    this.#end(session, { code: CloseCode.Abnormal, reason: '', wasClean: false })
  }

  /**
   * Sends messages for nobody until Firefox acknowledges one: then it is done with the hello reply. If it loses the connection while it
   * takes in a new UAID, it forgets that it has none, and does not come back.
   */
  #probe(session: Session): void {
    const { browser, probe } = session
    if (session.isReady || browser.readyState !== WebSocket.OPEN) return
    browser.send(JSON.stringify({ messageType: 'notification', channelID: probe, version: probe }))
    // In its first session, what comes before it is ready is lost.
    setTimeout(() => this.#probe(session), probeInterval).unref()
  }

  /** Ends the connection with Firefox, as soon as it can bear it. */
  async #cut(session: Session): Promise<void> {
    const { browser } = session
    if (session.hello !== undefined && !session.isReady && browser.readyState === WebSocket.OPEN) {
      const ready = Deadline.after(readyTimeout).wait<void>('Firefox to be ready', ({ resolve }) => {
        this.once('ready', resolve)
        browser.once('close', () => resolve())
        return () => this.off('ready', resolve)
      })
      // Whether it is or not, it has had its time.
      await ready.catch(() => {})
    }
    browser.terminate()
  }

  #tell<Kind extends 'sent' | 'received'>(
    kind: Kind,
    parse: (text: string) => RelayEvents[Kind][0],
    text: string,
  ): void {
    try {
      const message = parse(text)
      if (kind === 'received') this.#learn(message as ServerMessage)
      this.emit(kind, ...([message, text] as unknown as never))
    } catch (error) {
      // What is no message is passed on all the same; only who listens does not hear of it.
      if (!isPushwrightError(error, 'ERR_MESSAGE')) throw error
    }
  }

  #learn(message: ServerMessage): void {
    if (message.messageType === 'hello' && this.#session !== undefined) {
      this.#session.hello = message
      this.#probe(this.#session)
    }
    if (message.messageType !== 'register' || message.pushEndpoint === undefined) return
    this.#channels.set(message.pushEndpoint, message.channelID)
  }

  #end(session: Session, close: CloseDetails): void {
    if (this.#session !== session) return
    this.#session = undefined
    this.emit('close', close)
  }
}

/** Sends what one end said to the other. If that is slow to take it, no more is read of the first meanwhile. */
function passOn(from: WebSocket, to: WebSocket, send: (onWritten: () => void) => void): void {
  if (to.readyState !== WebSocket.OPEN) return
  const keepPace = (): void => {
    if (to.bufferedAmount > mostWaiting) from.pause()
    else if (from.isPaused) from.resume()
  }
  send(keepPace)
  keepPace()
}

/** RFC 6455 section 7.4: some codes only say that there was no Close frame. */
function isSendable(code: number): boolean {
  return code >= 1000 && ![1004, 1005, 1006, 1015].includes(code)
}
