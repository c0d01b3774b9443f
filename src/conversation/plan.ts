// What a conversation is to be: the options as people write them, and the plan that they become.
import type { Agent } from 'node:http'
import type { TlsOptions } from '../client/index.ts'
import type { Duration } from '../deadline/index.ts'
import { PushwrightError } from '../errors/index.ts'
import { frameLimit } from '../protocol/index.ts'
import { defaultBodyBytes } from '../response-body/index.ts'
import type { Barrier } from './barrier.ts'
import { milliseconds } from './durations.ts'
import { compileValue, type Expected, type ValueMatcher } from './matching/value.ts'
import { type MessageOptions, message, type OutgoingMessage } from './message.ts'
import { type HttpRequestOptions, type PlannedRequest, request } from './request.ts'
import { type ExpectedResponse, type ResponseOptions, response } from './response.ts'
import { compileTemplate, compileText, compileUrl, snapshot, type Template } from './template.ts'
import { appendParameters, type Parameters } from './url.ts'

/** What the answer to the opening handshake must be (RFC 6455 section 4.2.2). What is not given does not matter. */
export interface ExpectedHandshake {
  /** Default 101. Any other status means that the upgrade is to be refused, and completes the conversation. */
  status?: number
  /** Names to what must be there. */
  headers?: Readonly<Record<string, Expected>>
  /** The subprotocol that the server chooses; `''` for none. */
  protocol?: string
}

/** How the server is expected to close. What is not given does not matter. */
export interface ExpectedClose {
  /** The close code (RFC 6455 section 7.4); 1006 if the connection is to end without a Close frame. */
  code?: number
  reason?: Expected
}

/** How long things may take, before scaling; `null` for no limit. */
export interface ConversationTimeouts {
  /** Without any expected frame, while nothing of our own is under way. Default 10 s. */
  response?: Duration | null
  /** For each message to be written, without its delay. Default 10 s. */
  message?: Duration | null
  /** For each HTTP request or push, from its begin to the end of the answer. Default 10 s. */
  request?: Duration | null
  /** For everything, from connecting to the connection's end. Default 60 s. */
  test?: Duration | null
}

/** How much a run keeps. */
export interface ConversationLimits {
  /** Received frames, default 100,000; one more fails the run. */
  frames?: number
  /** Bytes of all received frames together, default 64 MiB; more fails the run. */
  bytes?: number
  /** Bytes of one frame, default 1 MiB; the connection of a longer one is closed. */
  frame?: number
  /** Bytes of the body of a good answer, default 16 MiB; a longer one fails the run. */
  body?: number
  /** Events of the transcript, default 1000; the oldest go. */
  transcript?: number
}

const defaultLimits: Readonly<Required<ConversationLimits>> = {
  frames: 100_000,
  bytes: 64 * 1024 * 1024,
  frame: frameLimit,
  body: defaultBodyBytes,
  transcript: 1000,
}

/** A conversation as a plain object; the methods of {@link Conversation} say the same. */
export interface ConversationOptions {
  /** `ws:` or `wss:`; `${name}` stands for a value that `run({ captures })` gives. */
  url: string
  /** The name in transcripts and messages. Default `client`. */
  name?: string
  /** Added to the query of the URL. */
  parameters?: Parameters
  /** Headers of the handshake; a list sends one header for each. */
  headers?: Readonly<Record<string, string | readonly string[]>>
  /** Subprotocols to offer. */
  protocols?: readonly string[]
  /** What to send, one after the other, beginning as soon as the connection is open. A barrier holds up those behind it. */
  messages?: readonly (OutgoingMessage | MessageOptions | Barrier)[]
  /** What must come. */
  responses?: readonly (ExpectedResponse | ResponseOptions)[]
  /** What to send over HTTP, one after the other, beside the messages. */
  requests?: readonly (PlannedRequest | HttpRequestOptions)[]
  /** Whether responses must come in the order of the plan. Default `unordered`. */
  order?: 'unordered' | 'ordered'
  /** Fails on any message that no expectation takes. Default `false`. */
  strict?: boolean
  /** After all else is complete, no further message may come, for `within` (not scaled; default 0, what is on its way). */
  noMoreFrames?: { within?: Duration }
  handshake?: ExpectedHandshake
  /** How the server must close the connection, after all responses when `ordered`. Default: it need not. */
  close?: ExpectedClose
  timeouts?: ConversationTimeouts
  /** How a TLS server is verified, for WebSocket and HTTP. Default: as Node does, certificate and host name. */
  tls?: TlsOptions
  /** Makes the TCP connection, such as through a proxy. */
  agent?: Agent
  limits?: ConversationLimits
}

/** A plan, made once for all its runs. @internal */
export interface ConversationPlan {
  readonly name: string
  readonly url: Template<string>
  readonly headers: Template<Readonly<Record<string, string | string[]>>>
  readonly protocols: readonly string[]
  readonly messages: readonly (OutgoingMessage | Barrier)[]
  /** What must or may come. */
  readonly responses: readonly ExpectedResponse[]
  /** What must not come. */
  readonly forbidden: readonly ExpectedResponse[]
  readonly requests: readonly PlannedRequest[]
  /** What responses and requests capture, those that only triggers send included. */
  readonly captureNames: readonly string[]
  readonly order: 'unordered' | 'ordered'
  readonly strict: boolean
  /** Milliseconds to listen on when everything is complete; `undefined` if nothing is to stay away. */
  readonly quiet: number | undefined
  readonly noMoreFrames: boolean
  readonly handshake: {
    readonly status: number
    readonly headers: readonly (readonly [name: string, value: ValueMatcher])[]
    readonly protocol: string | undefined
  }
  readonly timeouts: Readonly<Record<keyof ConversationTimeouts, number>>
  readonly tls: TlsOptions | undefined
  readonly agent: Agent | undefined
  readonly limits: Readonly<Required<ConversationLimits>>
}

/**
 * Reads a plan.
 *
 * @throws PushwrightError `ERR_OPTION`. @internal
 */
export function readPlan(options: ConversationOptions): ConversationPlan {
  const { name = 'client', order = 'unordered', strict = false, noMoreFrames, handshake = {}, limits = {} } = options
  const closes = options.close === undefined ? [] : [response({ kind: 'close', attributes: { ...options.close } })]
  const responses = (options.responses ?? []).map((entry) => ('type' in entry ? entry : response(entry)))
  const forbidden = responses.filter(({ staysAway }) => staysAway !== undefined)
  const requests = (options.requests ?? []).map((entry) => ('type' in entry ? entry : request(entry)))
  const quiet = [
    ...forbidden.map(({ staysAway }) => staysAway as number),
    ...(noMoreFrames === undefined ? [] : [milliseconds(noMoreFrames.within ?? 0, 'within')]),
  ]
  return {
    name,
    url: readUrl(options),
    headers: readHeaders(options.headers ?? {}),
    protocols: [...(options.protocols ?? [])],
    messages: (options.messages ?? []).map((entry) => ('type' in entry ? entry : message(entry))),
    responses: [...responses.filter(({ staysAway }) => staysAway === undefined), ...closes],
    forbidden,
    requests,
    captureNames: namesIn([...responses, ...requests]),
    order,
    strict,
    quiet: quiet.length === 0 ? undefined : Math.max(...quiet),
    noMoreFrames: noMoreFrames !== undefined,
    handshake: {
      status: handshake.status ?? 101,
      headers: Object.entries(handshake.headers ?? {}).map(([key, value]) => [key.toLowerCase(), compileValue(value)]),
      protocol: handshake.protocol,
    },
    timeouts: readTimeouts(options.timeouts ?? {}),
    tls: options.tls,
    agent: options.agent,
    limits: { ...defaultLimits, ...limits },
  }
}

function namesIn(sources: readonly (ExpectedResponse | PlannedRequest)[]): string[] {
  return sources.flatMap(({ captureNames, triggers }) => [
    ...captureNames,
    ...namesIn(triggers.filter((action) => typeof action !== 'function' && action.type === 'request')),
  ])
}

function readUrl({ url, parameters = {} }: ConversationOptions): Template<string> {
  if (typeof url !== 'string' || (!url.includes('${') && !/^wss?:$/.test(protocolOf(url)))) {
    throw new PushwrightError('ERR_OPTION', `Expected \`url\` to be a \`ws:\` or \`wss:\` URL, got \`${String(url)}\`.`)
  }
  const base = compileUrl(url.trim())
  const query = compileTemplate(snapshot(parameters, 'parameters'))
  return {
    names: [...base.names, ...query.names],
    fill: (scope) => appendParameters(base.fill(scope), query.fill(scope)),
  }
}

function protocolOf(url: string): string {
  return URL.canParse(url.trim()) ? new URL(url.trim()).protocol : ''
}

function readHeaders(
  headers: Readonly<Record<string, string | readonly string[]>>,
): Template<Record<string, string | string[]>> {
  const entries = Object.entries(headers).map(([name, values]) => ({
    name,
    values: [values].flat().map(compileText),
  }))
  return {
    names: entries.flatMap(({ values }) => values.flatMap(({ names }) => names)),
    fill: (scope) =>
      Object.fromEntries(entries.map(({ name, values }) => [name, values.map((value) => value.fill(scope))])),
  }
}

function readTimeouts(timeouts: ConversationTimeouts): ConversationPlan['timeouts'] {
  const { response = 10_000, message = 10_000, request = 10_000, test = 60_000 } = timeouts
  return {
    response: milliseconds(response, 'response timeout'),
    message: milliseconds(message, 'message timeout'),
    request: milliseconds(request, 'request timeout'),
    test: milliseconds(test, 'test timeout'),
  }
}
