// WebDriver BiDi over a WebSocket: sends commands and gives their results (https://w3c.github.io/webdriver-bidi/).
import { WebSocket } from 'ws'
import { Deadline } from '../../src/core.ts'

/** The commands that the tests use, with no more of their parameters and results than is used. */
interface Commands {
  'session.new': { params: { capabilities: object }; result: object }
  'browser.createUserContext': { params: object; result: { userContext: string } }
  'browser.close': { params: object; result: object }
  'browsingContext.create': { params: { type: 'tab'; userContext: string }; result: { context: string } }
  'browsingContext.navigate': { params: { context: string; url: string; wait: 'complete' }; result: object }
  'permissions.setPermission': {
    params: { descriptor: { name: string }; state: PermissionState; origin: string; userContext: string }
    result: object
  }
  'script.evaluate': {
    params: { expression: string; target: { context: string }; awaitPromise: boolean }
    result:
      | { type: 'success'; result: { type: string; value?: unknown } }
      | { type: 'exception'; exceptionDetails: { text: string } }
  }
}

/** What a user says to a site that asks. */
export type PermissionState = 'granted' | 'denied' | 'prompt'

type Reply =
  | { type: 'success'; id: number; result: unknown }
  | { type: 'error'; id: number | null; error: string; message: string }
  | { type: 'event' }

interface Pending {
  resolve(result: unknown): void
  reject(error: Error): void
}

const commandTimeout = 30_000

/** One connection to a browser. */
export class BidiConnection {
  readonly #socket: WebSocket
  readonly #pending = new Map<number, Pending>()
  #lastId = 0

  private constructor(socket: WebSocket) {
    this.#socket = socket
    socket.on('message', (data) => this.#receive(JSON.parse(String(data)) as Reply))
    socket.on('error', () => {
      // `close` follows and ends every command.
    })
    socket.on('close', () => {
      for (const { reject } of this.#pending.values())
        reject(new Error('The browser ended in the middle of a command.'))
      this.#pending.clear()
    })
  }

  /** Connects, at most until the deadline. */
  static open(url: string, deadline: Deadline): Promise<BidiConnection> {
    const socket = new WebSocket(url, { perMessageDeflate: false })
    return deadline.wait<BidiConnection>(`WebDriver BiDi at ${url}`, ({ resolve, reject }) => {
      socket.once('open', () => resolve(new BidiConnection(socket)))
      socket.once('error', reject)
      return undefined
    })
  }

  /** Sends a command and waits for its result. */
  command<Method extends keyof Commands>(
    method: Method,
    params: Commands[Method]['params'],
  ): Promise<Commands[Method]['result']> {
    const id = ++this.#lastId
    const what = `the browser's answer to ${method}`
    return Deadline.after(commandTimeout).wait<Commands[Method]['result']>(what, ({ resolve, reject }) => {
      // The standard says what the result of a method looks like.
      this.#pending.set(id, { resolve: (result) => resolve(result as Commands[Method]['result']), reject })
      this.#socket.send(JSON.stringify({ id, method, params }), (error) => {
        if (error) reject(error)
      })
      return () => this.#pending.delete(id)
    })
  }

  /** Waits until the browser has closed the connection, which it does when it ends. */
  closed(deadline: Deadline): Promise<void> {
    return deadline.wait('the browser to close the connection', ({ resolve }) => {
      if (this.#socket.readyState === WebSocket.CLOSED) resolve(undefined)
      this.#socket.once('close', () => resolve(undefined))
      return undefined
    })
  }

  #receive(reply: Reply): void {
    if (reply.type === 'event' || reply.id === null) return
    const pending = this.#pending.get(reply.id)
    if (reply.type === 'success') pending?.resolve(reply.result)
    else pending?.reject(new Error(`The browser refused a command: ${reply.error}: ${reply.message}`))
  }
}
