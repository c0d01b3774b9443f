// A WebSocket over which a browser is driven: commands and their results, and events. WebDriver BiDi and the DevTools protocol alike.
import { connect, type NetConnectOpts } from 'node:net'
import { WebSocket } from 'ws'
import { Deadline } from '../deadline/index.ts'
import { PushwrightError } from '../errors/index.ts'
import { isObject, isText, parseJson } from '../json/index.ts'

/** The commands of a protocol, with no more of their parameters and results than is used. */
export type CommandsOf<Commands> = { [Method in keyof Commands]: { params: object; result: unknown } }

/** An event of the browser. */
export interface BrowserEvent {
  readonly method: string
  readonly params: unknown
  readonly sessionId?: string
}

/** What a browser writes: a reply, of either protocol, or an event. */
export interface Received extends Partial<BrowserEvent> {
  readonly id?: number | null
  readonly result?: unknown
  /** BiDi: a code, with `message` beside it; DevTools: an object. */
  readonly error?: string | { readonly message: string }
  readonly message?: string
}

interface Pending {
  resolve(result: unknown): void
  reject(error: Error): void
}

const commandTimeout = 30_000

/** Bytes of a reply or an event. The longest are screenshots: of a 4K screen, when nothing can be compressed, 42 MiB in base64. */
const longest = 64 * 1024 * 1024

/** One connection to a browser. It does not keep Node alive. */
export class CommandConnection<Commands extends CommandsOf<Commands>> {
  readonly #socket: WebSocket
  readonly #pending = new Map<number, Pending>()
  readonly #listeners = new Set<(event: BrowserEvent) => void>()
  #lastId = 0

  private constructor(socket: WebSocket) {
    this.#socket = socket
    socket.on('message', (data) => {
      const received = readReceived(String(data))
      // Nothing that comes after it can be trusted; `close` follows.
      if (received === undefined) socket.terminate()
      else this.#receive(received)
    })
    socket.on('error', ({ code }: NodeJS.ErrnoException) => {
      if (code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH') this.#rejectAll(tooLong)
      // `close` follows and ends every command.
      socket.terminate()
    })
    socket.on('close', () => this.#rejectAll(endedError))
  }

  /** Connects, at most until the deadline. */
  static open<Commands extends CommandsOf<Commands>>(
    url: string,
    deadline: Deadline,
  ): Promise<CommandConnection<Commands>> {
    const socket = new WebSocket(url, {
      perMessageDeflate: false,
      maxPayload: longest,
      createConnection: connectQuietly,
    })
    return deadline.wait<CommandConnection<Commands>>(`the browser at ${url}`, ({ resolve, reject }) => {
      socket.once('open', () => resolve(new CommandConnection<Commands>(socket)))
      socket.once('error', reject)
      return undefined
    })
  }

  /**
   * Sends a command, to the browser or to a session of the DevTools protocol, and waits for its result.
   *
   * @throws PushwrightError `ERR_REFUSED` if the browser refuses, `ERR_CLOSED` if it ends, `ERR_TIMEOUT` after 30 s, `ERR_LIMIT` if the
   *   browser writes more than 64 MiB at a time, which ends the connection.
   */
  command<Method extends keyof Commands & string>(
    method: Method,
    params: Commands[Method]['params'],
    sessionId?: string,
  ): Promise<Commands[Method]['result']> {
    const id = ++this.#lastId
    const what = `the browser's answer to ${method}`
    return Deadline.after(commandTimeout).wait<Commands[Method]['result']>(what, ({ resolve, reject }) => {
      if (this.#socket.readyState !== WebSocket.OPEN) throw endedError()
      // The standard says what the result of a method looks like.
      this.#pending.set(id, { resolve: (result) => resolve(result as Commands[Method]['result']), reject })
      this.#socket.send(JSON.stringify({ id, method, params, sessionId }), (error) => {
        if (error) reject(error)
      })
      return () => this.#pending.delete(id)
    })
  }

  /** Calls for every event from now on; gives the function that ends it. */
  listen(listener: (event: BrowserEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Calls when the browser has closed the connection, which it does when it ends. */
  onClose(listener: () => void): void {
    if (this.#socket.readyState === WebSocket.CLOSED) listener()
    else this.#socket.once('close', listener)
  }

  #rejectAll(makeError: () => PushwrightError): void {
    for (const { reject } of [...this.#pending.values()]) reject(makeError())
  }

  #receive(received: Received): void {
    if (received.method !== undefined) {
      for (const listener of this.#listeners) listener(received as BrowserEvent)
      return
    }
    const pending = this.#pending.get(received.id ?? 0)
    const { error, message } = received
    if (error === undefined) pending?.resolve(received.result)
    else pending?.reject(refusal(typeof error === 'string' ? `${error}: ${message}` : error.message))
  }
}

/** Reads what a browser writes; `undefined` if it is neither reply nor event. */
export function readReceived(text: string): Received | undefined {
  const value = parseJson(text)
  if (!isObject(value)) return undefined
  const { id, method, error } = value
  if (method !== undefined) return isText(method) ? (value as unknown as Received) : undefined
  const hasError = error === undefined || isText(error) || (isObject(error) && isText(error.message))
  // A reply to what could not be read has no number.
  return (typeof id === 'number' || id === null) && hasError ? (value as unknown as Received) : undefined
}

/** Opens a socket that does not keep Node alive. */
const connectQuietly: typeof connect = (...options: unknown[]) => connect(...(options as [NetConnectOpts])).unref()

function refusal(why: string): PushwrightError {
  return new PushwrightError('ERR_REFUSED', `The browser refused a command: ${why.replace(/\.$/, '')}.`)
}

function tooLong(): PushwrightError {
  return new PushwrightError(
    'ERR_LIMIT',
    `Expected a browser to write at most ${longest} bytes at a time, got more; the connection is closed. Ask the page for less.`,
  )
}

function endedError(): PushwrightError {
  return new PushwrightError('ERR_CLOSED', 'The browser ended in the middle of a command. Its log may say why.')
}
