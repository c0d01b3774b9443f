// One frame as it came, parsed at most once.
import { redact } from '../transcript/index.ts'
import { shorten } from './shorten.ts'

/** What came: a text or binary message, or a control frame (RFC 6455 section 5.5). */
export type FrameKind = 'text' | 'binary' | 'ping' | 'pong' | 'close'

const unparsed: unique symbol = Symbol('unparsed')

/** A frame that a conversation received. */
export class ReceivedFrame {
  /** Its number in the conversation, from 0. */
  readonly index: number
  readonly kind: FrameKind
  /** When it came: milliseconds since the epoch. */
  readonly at: number
  /** The text of a message, the payload of a ping or pong as text, the reason of a close; for a binary message as UTF-8. */
  readonly text: string
  /** Of a text message only the text is kept. */
  readonly #data: Buffer | undefined
  #json: unknown = unparsed

  /** @internal */
  constructor(index: number, kind: FrameKind, at: number, text: string, data?: Buffer, json: unknown = unparsed) {
    this.index = index
    this.kind = kind
    this.at = at
    this.text = text
    this.#data = data
    this.#json = json
  }

  /** The payload. */
  get bytes(): Uint8Array {
    const { buffer, byteOffset, byteLength } = this.#data ?? Buffer.from(this.text)
    return new Uint8Array(buffer, byteOffset, byteLength)
  }

  /** The message as JSON, also of a binary one; `undefined` if it is none. Of a close frame: `{ code, reason }`. */
  get json(): unknown {
    if (this.#json === unparsed) this.#json = parse(this.text)
    return this.#json
  }

  /** Whether it is a message, not a control frame. */
  get isMessage(): boolean {
    return this.kind === 'text' || this.kind === 'binary'
  }

  /** As in failures, without secrets and not too long: `#3 {"type":"welcome"}`. */
  toString(): string {
    return `#${this.index} ${this.#describe()}`.trimEnd()
  }

  #describe(): string {
    if (this.kind === 'text') return shorten(redact(this.text), 500)
    if (this.kind === 'binary') return `${this.bytes.byteLength} bytes`
    if (this.kind === 'close') return `close ${JSON.stringify(this.json)}`
    return `${this.kind} ${this.text}`
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // A message that is not JSON is a message all the same; it just has no attributes.
    return undefined
  }
}
