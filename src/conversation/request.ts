// What a conversation sends over HTTP, and what it expects for an answer.
import type { Duration } from '../deadline/index.ts'
import { PushwrightError } from '../errors/index.ts'
import { redact } from '../transcript/index.ts'
import type { Action } from './actions.ts'
import { milliseconds } from './durations.ts'
import { allAt, type Path, parsePath } from './matching/path.ts'
import {
  type AsymmetricMatcher,
  compileValue,
  type Expected,
  present,
  show,
  type ValueMatcher,
} from './matching/value.ts'
import { shorten } from './shorten.ts'
import { compileTemplate, compileText, compileUrl, type Scope, snapshot, type Template } from './template.ts'
import { appendParameters, type Parameters } from './url.ts'

/** A request as a plain object. */
export interface HttpRequestOptions {
  url: string
  /** Default `GET`. */
  method?: string
  /** Added to the query. */
  parameters?: Parameters
  headers?: Readonly<Record<string, string>>
  /** Text and bytes are sent as they are, anything else as JSON. */
  body?: unknown
  /** What the status must be. Default any 2xx. */
  status?: Expected
  /** Paths into the JSON of the answer to what must be there. */
  answer?: Readonly<Record<string, Expected>>
  /** Names to paths into the JSON of the answer. */
  captures?: Readonly<Record<string, string>>
  /** What to do when the answer is here; `${/path}` in it reads the answer. */
  triggers?: readonly Action[]
  /** How long to wait before it is sent. Default 0. */
  delay?: Duration
}

/** An answer as a conversation received it. */
export interface RequestAnswer {
  readonly request: PlannedRequest
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** As text; of an answer other than 2xx at most 64 KiB. */
  readonly body: string
  /** The body as JSON; `undefined` if it is none. */
  readonly json: unknown
}

/** A request that is ready to be sent. @internal */
export interface FilledRequest {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array | undefined
}

/** A request to be sent; immutable, each method returns a new one. See {@link request}. */
export class PlannedRequest<Captures extends object = object> {
  readonly type = 'request'
  /** The values it captures, for the type checker alone. */
  declare readonly captured?: Captures
  readonly method: string
  readonly url: string
  /** Milliseconds before it is sent. */
  readonly delay: number
  readonly triggers: readonly Action[]
  readonly #options: HttpRequestOptions
  readonly #status: ValueMatcher
  readonly #answer: readonly { readonly name: string; readonly path: Path; readonly value: ValueMatcher }[]
  readonly #filled: Template<FilledRequest>

  /** @internal */
  constructor(options: HttpRequestOptions) {
    this.#options = options
    this.method = (options.method ?? 'GET').toUpperCase()
    this.url = options.url
    this.delay = milliseconds(options.delay ?? 0, 'delay')
    this.triggers = options.triggers ?? []
    this.#status = compileValue(options.status ?? success)
    this.#answer = [
      ...Object.values(options.captures ?? {}).map((path) => [path, present] as const),
      ...Object.entries(options.answer ?? {}),
    ].map(([name, expected]) => ({ name, path: parsePath(name), value: compileValue(expected) }))
    this.#filled = compileRequest(options)
  }

  /** Adds to the query; a name may come several times. */
  withParameter(name: string, value: string | number | boolean): PlannedRequest<Captures> {
    const { parameters = {} } = this.#options
    return this.#with({ parameters: { ...parameters, [name]: [parameters[name] ?? [], value].flat() } })
  }

  /** Sets a header. */
  withHeader(name: string, value: string): PlannedRequest<Captures> {
    return this.#with({ headers: { ...this.#options.headers, [name]: value } })
  }

  /** The body: text and bytes as they are, anything else as JSON. */
  withBody(body: unknown): PlannedRequest<Captures> {
    return this.#with({ body })
  }

  /** Waits before it is sent. */
  withDelay(delay: Duration): PlannedRequest<Captures> {
    return this.#with({ delay })
  }

  /** What the status must be: a number, or a predicate such as `(status: number) => status < 500`. Default any 2xx. */
  withStatus(status: Expected): PlannedRequest<Captures> {
    return this.#with({ status })
  }

  /** What the JSON of the answer must have, see `response().withAttribute`. */
  withAnswer(path: string, ...value: [] | [expected: Expected]): PlannedRequest<Captures> {
    return this.#with({
      answer: { ...this.#options.answer, [path]: value.length === 0 ? present : (value[0] as Expected) },
    })
  }

  /** Captures a value of the answer's JSON; the answer must have it. */
  withCapture<Name extends string>(name: Name, path: string): PlannedRequest<Captures & Record<Name, unknown>> {
    return this.#with({ captures: { ...this.#options.captures, [name]: path } }) as PlannedRequest<
      Captures & Record<Name, unknown>
    >
  }

  /** What to do when the answer is here. */
  withTrigger(action: Action): PlannedRequest<Captures> {
    return this.#with({ triggers: [...this.triggers, action] })
  }

  /** The captures that it needs. @internal */
  get names(): readonly string[] {
    return this.#filled.names
  }

  /** The names that it captures. @internal */
  get captureNames(): readonly string[] {
    return Object.keys(this.#options.captures ?? {})
  }

  /** @internal */
  fill(scope: Scope): FilledRequest {
    return this.#filled.fill(scope)
  }

  /** What the answer has instead of what is expected. Empty if it is as expected. @internal */
  differences({ status, json, body }: Pick<RequestAnswer, 'status' | 'json' | 'body'>): string[] {
    const [wrongStatus] = this.#status.differences(status, 'status')
    return [
      ...(wrongStatus === undefined ? [] : [`${wrongStatus}${body && `: ${shorten(redact(body), 200)}`}`]),
      ...this.#answer.flatMap(({ name, path, value }) => {
        const found = allAt(json, path)
        if (found.some((member) => value.fits(member))) return []
        return found.length === 0 ? [`${name}: expected ${value}, got nothing`] : value.differences(found[0], name)
      }),
    ]
  }

  /** The values that the answer gives. @internal */
  captures(json: unknown): [name: string, value: unknown][] {
    return Object.entries(this.#options.captures ?? {}).map(([name, path]) => [name, allAt(json, parsePath(path))[0]])
  }

  /** As in failures. */
  toString(): string {
    return `request ${this.method} ${this.url}`
  }

  #with(options: Partial<HttpRequestOptions>): PlannedRequest<Captures> {
    return new PlannedRequest({ ...this.#options, ...options })
  }
}

/**
 * An HTTP request for a conversation to send, at its begin or as a trigger. Redirects are followed.
 *
 * @param url - Absolute; `${name}` in it stands for a captured value.
 * @param method - Default `GET`.
 *
 * @example
 * ```ts
 * request('https://api.example/rooms/${room}', 'POST').withBody({ open: true }).withStatus(201).withCapture('id', '/id')
 * ```
 */
export function request(url: string | HttpRequestOptions, method?: string): PlannedRequest {
  return new PlannedRequest({ ...(typeof url === 'string' ? { url } : url), ...(method !== undefined && { method }) })
}

const success: AsymmetricMatcher = {
  asymmetricMatch: (status) => Number(status) >= 200 && Number(status) < 300,
  toString: () => '2xx',
}

function compileRequest({ url, parameters = {}, headers = {}, body }: HttpRequestOptions): Template<FilledRequest> {
  if (typeof url !== 'string' || (!url.includes('${') && !URL.canParse(url))) {
    throw new PushwrightError('ERR_OPTION', `Expected \`url\` of a request to be an absolute URL, got ${show(url)}.`)
  }
  const isRaw = typeof body === 'string' || ArrayBuffer.isView(body)
  const isJson = body !== undefined && !isRaw
  const target = compileUrl(url)
  const query = compileTemplate(snapshot(parameters, 'parameters'))
  const head = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), compileText(value)] as const)
  const content = bodyTemplate(body)
  return {
    names: [target, query, content, ...head.map(([, value]) => value)].flatMap(({ names }) => names),
    fill: (scope) => ({
      url: appendParameters(target.fill(scope), query.fill(scope)),
      headers: {
        ...(isJson && { 'content-type': 'application/json' }),
        ...Object.fromEntries(head.map(([name, value]) => [name, value.fill(scope)])),
      },
      body: content.fill(scope),
    }),
  }
}

function bodyTemplate(body: unknown): Template<string | Uint8Array | undefined> {
  if (body === undefined) return { names: [], fill: () => undefined }
  if (typeof body === 'string') return compileText(body)
  if (ArrayBuffer.isView(body)) {
    const bytes = new Uint8Array(body.buffer, body.byteOffset, body.byteLength).slice()
    return { names: [], fill: () => bytes }
  }
  const json = compileTemplate(snapshot(body, 'the body of a request'))
  return { names: json.names, fill: (scope) => JSON.stringify(json.fill(scope)) }
}
