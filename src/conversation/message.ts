// What a conversation sends over the WebSocket.
import type { Duration } from '../deadline/index.ts'
import { PushwrightError } from '../errors/index.ts'
import type { Barrier } from './barrier.ts'
import { milliseconds } from './durations.ts'
import { compileTemplate, compileText, type Scope, snapshot, type Template } from './template.ts'

/** A message as a plain object; give one of `attributes`, `json`, `text`, `bytes`, `ping` and `pong`. */
export interface MessageOptions {
  /** Members of a JSON object. */
  attributes?: Readonly<Record<string, unknown>>
  /** Any JSON. */
  json?: unknown
  /** Text as it is, JSON or not. */
  text?: string
  /** A binary message. */
  bytes?: Uint8Array
  /** The payload of a WebSocket Ping, at most 125 bytes. */
  ping?: string
  /** The payload of a WebSocket Pong that nobody asked for. */
  pong?: string
  /** How long to wait before it is sent; not counted as a timeout, and not scaled. Default 0. */
  delay?: Duration
  /** Waits until the barrier is open. */
  once?: Barrier
}

/** A frame that is ready to be sent. @internal */
export type OutgoingFrame =
  | { readonly kind: 'text' | 'ping' | 'pong'; readonly data: string }
  | { readonly kind: 'binary'; readonly data: Uint8Array }

type Content = Omit<MessageOptions, 'delay' | 'once'>

const contentNames = ['attributes', 'json', 'text', 'bytes', 'ping', 'pong'] as const

/** A message to be sent; immutable, each method returns a new one. See {@link message}. */
export class OutgoingMessage {
  readonly type = 'message'
  /** Milliseconds before it is sent. */
  readonly delay: number
  /** What must be open before it is sent. */
  readonly barrier: Barrier | undefined
  readonly #content: Content
  readonly #frame: Template<OutgoingFrame>

  /** @internal */
  constructor(options: MessageOptions) {
    const { delay = 0, once, ...content } = options
    const given = contentNames.filter((name) => content[name] !== undefined)
    if (given.length > 1) {
      throw new PushwrightError('ERR_OPTION', `Expected one content of a message, got ${given.join(' and ')}.`)
    }
    this.delay = milliseconds(delay, 'delay')
    this.barrier = once
    this.#content = detach(content)
    this.#frame = compileContent(this.#content)
  }

  /** One member of a JSON object; the same name again replaces it. `${name}` in text stands for a captured value. */
  withAttribute(name: string, value: unknown): OutgoingMessage {
    if (value === undefined) {
      throw new PushwrightError('ERR_OPTION', `Expected a value for the attribute "${name}", got undefined.`)
    }
    return this.#with({ attributes: { ...this.#content.attributes, [name]: value } })
  }

  /** Any JSON as the whole message, such as an array. */
  withJson(json: unknown): OutgoingMessage {
    return this.#with({ json })
  }

  /** Text as it is, JSON or not. */
  withText(text: string): OutgoingMessage {
    return this.#with({ text })
  }

  /** A binary message. */
  withBytes(bytes: Uint8Array): OutgoingMessage {
    return this.#with({ bytes })
  }

  /** Not a message but a WebSocket Ping with this payload (RFC 6455 section 5.5.2). */
  withPing(payload = ''): OutgoingMessage {
    return this.#with({ ping: payload })
  }

  /** Not a message but a WebSocket Pong with this payload (RFC 6455 section 5.5.3). */
  withPong(payload = ''): OutgoingMessage {
    return this.#with({ pong: payload })
  }

  /** Waits before it is sent: in a trigger from the match, otherwise from the message before. */
  withDelay(delay: Duration): OutgoingMessage {
    return this.#with({ delay })
  }

  /** Waits until the barrier is open before it is sent, and before its delay begins. */
  once(barrier: Barrier): OutgoingMessage {
    return this.#with({ once: barrier })
  }

  /** The captures that it needs. @internal */
  get names(): readonly string[] {
    return this.#frame.names
  }

  /** What goes over the wire. @internal */
  frame(scope: Scope): OutgoingFrame {
    return this.#frame.fill(scope)
  }

  /** As in failures. */
  toString(): string {
    const { attributes, json, text, bytes, ping, pong } = this.#content
    if (bytes !== undefined) return `message of ${bytes.byteLength} bytes`
    if (ping !== undefined) return `ping ${ping}`.trimEnd()
    if (pong !== undefined) return `pong ${pong}`.trimEnd()
    return `message ${text ?? JSON.stringify(json ?? attributes ?? {})}`
  }

  #with(options: MessageOptions): OutgoingMessage {
    return new OutgoingMessage({
      ...this.#content,
      delay: this.delay,
      ...(this.barrier && { once: this.barrier }),
      ...options,
    })
  }
}

/**
 * A message for a conversation to send.
 *
 * @param options - The plain-object form of what the methods say.
 * @throws PushwrightError `ERR_OPTION` for what cannot be sent as JSON, and for a duration that is none.
 *
 * @example
 * ```ts
 * message().withAttribute('type', 'say').withAttribute('text', 'hello ${name}').withDelay('100ms')
 * ```
 */
export function message(options: MessageOptions = {}): OutgoingMessage {
  return new OutgoingMessage(options)
}

function detach(content: Content): Content {
  if (content.attributes !== undefined)
    return { attributes: snapshot(content.attributes, 'the attributes of a message') }
  if (content.json !== undefined) return { json: snapshot(content.json, 'a message') }
  if (content.bytes !== undefined) return { bytes: new Uint8Array(content.bytes) }
  return content
}

function compileContent({
  attributes = {},
  json = attributes,
  text,
  bytes,
  ping,
  pong,
}: Content): Template<OutgoingFrame> {
  if (bytes !== undefined) return { names: [], fill: () => ({ kind: 'binary', data: bytes }) }
  if (text !== undefined) return frameOf('text', compileText(text))
  if (ping !== undefined) return frameOf('ping', compileText(ping))
  if (pong !== undefined) return frameOf('pong', compileText(pong))
  const template = compileTemplate(json)
  if (!JSON.stringify(json).includes('${')) return constantFrame({ kind: 'text', data: JSON.stringify(json) })
  return { names: template.names, fill: (scope) => ({ kind: 'text', data: JSON.stringify(template.fill(scope)) }) }
}

function frameOf(kind: 'text' | 'ping' | 'pong', template: Template<string>): Template<OutgoingFrame> {
  return { names: template.names, fill: (scope) => ({ kind, data: template.fill(scope) }) }
}

/** Most messages are the same for every run. */
function constantFrame(frame: OutgoingFrame): Template<OutgoingFrame> {
  return { names: [], fill: () => frame }
}
