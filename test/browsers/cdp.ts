// The Chrome DevTools Protocol over a WebSocket: sends commands, gives their results, and tells events
// (https://chromedevtools.github.io/devtools-protocol/).
import { WebSocket } from 'ws'
import { Deadline } from '../../src/core.ts'

/** The commands that the tests use, with no more of their parameters and results than is used. */
interface Commands {
  'Target.createBrowserContext': { params: object; result: { browserContextId: string } }
  'Target.createTarget': { params: { url: string; browserContextId: string }; result: { targetId: string } }
  'Target.attachToTarget': { params: { targetId: string; flatten: true }; result: { sessionId: string } }
  'Target.closeTarget': { params: { targetId: string }; result: object }
  'Log.enable': { params: object; result: object }
  'Network.enable': { params: object; result: object }
  'Page.enable': { params: object; result: object }
  'Page.navigate': { params: { url: string }; result: { errorText?: string } }
  'Page.captureScreenshot': { params: { format: 'png' }; result: { data: string } }
  'Runtime.enable': { params: object; result: object }
  'Runtime.evaluate': {
    params: { expression: string; awaitPromise: true; returnByValue: true }
    result: { result: { value?: unknown }; exceptionDetails?: ExceptionDetails }
  }
  'Emulation.setEmulatedMedia': { params: { media: string; features: MediaFeature[] }; result: object }
  'Emulation.setDeviceMetricsOverride': {
    params: { width: number; height: number; deviceScaleFactor: number; mobile: false }
    result: object
  }
  'Emulation.setScriptExecutionDisabled': { params: { value: boolean }; result: object }
  'Input.dispatchKeyEvent': { params: KeyEvent; result: object }
  'Input.insertText': { params: { text: string }; result: object }
}

interface MediaFeature {
  name: string
  value: string
}

interface KeyEvent {
  type: 'keyDown' | 'rawKeyDown' | 'keyUp'
  key: string
  code: string
  windowsVirtualKeyCode: number
  modifiers: number
  text?: string
}

interface ExceptionDetails {
  text: string
  exception?: { description?: string }
}

/** The events that the tests look at. */
export interface Events {
  'Runtime.consoleAPICalled': { type: string; args: { value?: unknown; description?: string }[] }
  'Runtime.exceptionThrown': { exceptionDetails: ExceptionDetails }
  'Log.entryAdded': { entry: { level: string; text: string } }
  'Network.requestWillBeSent': { request: { url: string } }
  'Page.loadEventFired': object
}

/** Any of them, with the session that it is of. */
export type Event = {
  [Method in keyof Events]: { method: Method; params: Events[Method]; sessionId?: string }
}[keyof Events]

type Reply = { id: number; result: unknown } | { id: number; error: { message: string } } | Event

interface Pending {
  resolve(result: unknown): void
  reject(error: Error): void
}

const commandTimeout = 30_000

/** What an exception says, with its stack if it has one. */
export function exceptionText({ text, exception }: ExceptionDetails): string {
  return exception?.description ?? text
}

/** One connection to a browser; a page is a session of it. */
export class CdpConnection {
  readonly #socket: WebSocket
  readonly #pending = new Map<number, Pending>()
  readonly #listeners = new Set<(event: Event) => void>()
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
  static open(url: string, deadline: Deadline): Promise<CdpConnection> {
    const socket = new WebSocket(url, { perMessageDeflate: false })
    return deadline.wait<CdpConnection>(`DevTools at ${url}`, ({ resolve, reject }) => {
      socket.once('open', () => resolve(new CdpConnection(socket)))
      socket.once('error', reject)
      return undefined
    })
  }

  /** Sends a command, to the browser or to a session, and waits for its result. */
  command<Method extends keyof Commands>(
    method: Method,
    params: Commands[Method]['params'],
    sessionId?: string,
  ): Promise<Commands[Method]['result']> {
    const id = ++this.#lastId
    const what = `the browser's answer to ${method}`
    return Deadline.after(commandTimeout).wait<Commands[Method]['result']>(what, ({ resolve, reject }) => {
      // The protocol says what the result of a method looks like.
      this.#pending.set(id, { resolve: (result) => resolve(result as Commands[Method]['result']), reject })
      this.#socket.send(JSON.stringify({ id, method, params, sessionId }), (error) => {
        if (error) reject(error)
      })
      return () => this.#pending.delete(id)
    })
  }

  /** Calls for every event from now on; gives the function that ends it. */
  listen(listener: (event: Event) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #receive(reply: Reply): void {
    if (!('id' in reply)) {
      for (const listener of this.#listeners) listener(reply)
      return
    }
    const pending = this.#pending.get(reply.id)
    if ('error' in reply) pending?.reject(new Error(`The browser refused a command: ${reply.error.message}`))
    else pending?.resolve(reply.result)
  }
}
