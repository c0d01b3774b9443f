// The sender: encrypts a payload for a subscription, signs with VAPID, posts to the push endpoint.
import type { ConnectionOptions as TlsConnectionOptions } from 'node:tls'
import type { Agent } from 'undici'
import { Timing, type WaitOptions } from '../deadline/index.ts'
import { networkReason, PushwrightError } from '../errors/index.ts'
import { beginningOf } from '../response-body/index.ts'
import { now, Transcript } from '../transcript/index.ts'
import {
  type ContentEncoding,
  createVapidSigner,
  type EncryptedMessage,
  encrypt,
  generateVapidKeys,
  type PublicSubscriptionKeys,
  type VapidKeys,
  type VapidSigner,
} from '../webpush/index.ts'
import { isLocal, isPrivate } from './local-host.ts'
import { payloadBytes } from './payload.ts'
import { type Receipt, readReceipt } from './receipt.ts'
import { type RetryOptions, retrying } from './retrying.ts'
import { shownRedacted } from './shown-redacted.ts'

/** Where to push: anything with an `endpoint`, and `keys` unless the payload is empty, such as `subscription.toJSON()`. */
export interface PushTarget {
  readonly endpoint: string
  readonly keys?: PublicSubscriptionKeys
}

/** What an {@link ApplicationServer} is made of. */
export interface ApplicationServerOptions {
  /** The VAPID key pair (RFC 8292). Default: a new one. */
  vapidKeys?: VapidKeys
  /** The contact in VAPID tokens, a `mailto:` or `https:` URL. Default none. */
  subject?: string
  /** The default timeout of a post, and the scale. Default 5 s, 1. */
  timing?: Timing
  /** How a TLS service is verified; Node's own options. */
  tls?: Pick<TlsConnectionOptions, 'ca' | 'secureContext' | 'rejectUnauthorized' | 'checkServerIdentity'>
  /** Origins it may post to, such as `https://updates.example`. Default: any, but see `serviceUrl`. */
  allowedOrigins?: readonly string[]
  /**
   * The connection endpoint of the service whose endpoints these are. One of the internet cannot name endpoints at loopback, private or
   * link-local addresses, nor under `localhost`, unless they are among `allowedOrigins`. Default: unknown, so any can.
   */
  serviceUrl?: string
  /** Retries of 429, 500, 502, 503, 504 and network errors, honouring `Retry-After`. Default: none. */
  retry?: RetryOptions
  /** Waits for a turn before each post, to keep a rate. Default: none. */
  throttle?: (options: WaitOptions) => Promise<void>
  /** The name in transcripts. Default `application server`. */
  name?: string
}

/** How one message is sent. */
export interface SendOptions extends WaitOptions {
  /** Seconds that the service keeps the message for an offline client (RFC 8030 section 5.2). Default 60; `null` sends no TTL header. */
  ttl?: number | null
  /** `very-low`, `low`, `normal` or `high` (RFC 8030 section 5.3). Default: no header. */
  urgency?: string
  /** Replaces an undelivered message of the same topic (RFC 8030 section 5.4): at most 32 characters of base64url. */
  topic?: string
  /** Default `aes128gcm`. */
  contentEncoding?: ContentEncoding
  /** `false` sends no VAPID; `webpush` sends the draft form with `Crypto-Key`. Default `vapid`, the form of RFC 8292. */
  vapid?: boolean | 'vapid' | 'webpush'
  /** Bytes of padding, to hide the length of the payload. Default 0. */
  padding?: number
  /** Additional headers; they replace those of the same name, and `undefined` removes one. */
  headers?: Record<string, string | undefined>
}

/** The body and the headers that belong to it; an empty message has neither. */
type PreparedContent = Pick<EncryptedMessage, 'body'> & { readonly headers: Readonly<Record<string, string>> }

/** A message ready to be posted as often as wanted, see {@link ApplicationServer.prepare}. */
export interface PreparedMessage {
  readonly endpoint: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

/**
 * An application server (RFC 8030): posts encrypted (RFC 8291), VAPID-signed (RFC 8292) messages. It never follows a
 * redirect, and never throws for an HTTP status: see {@link Receipt}.
 *
 * @example
 * ```ts
 * const applicationServer = new ApplicationServer()
 * const subscription = await client.subscribe({ applicationServerKey: applicationServer.publicKey })
 * const receipt = await applicationServer.send(subscription, { title: 'hi' }, { ttl: 60, urgency: 'high' })
 * receipt.status // 201
 * await applicationServer.close()
 * ```
 */
export class ApplicationServer implements AsyncDisposable {
  readonly name: string
  /** The VAPID public key as base64url, to be given to `client.subscribe({ applicationServerKey })`. */
  readonly publicKey: string
  readonly vapidKeys: VapidKeys
  /** Every request and its answer. */
  readonly transcript: Transcript = new Transcript()
  readonly #options: ApplicationServerOptions
  readonly #timing: Timing
  readonly #signer: VapidSigner
  #agent: Promise<Agent> | undefined
  #isClosed = false

  constructor(options: ApplicationServerOptions = {}) {
    this.#options = options
    this.name = options.name ?? 'application server'
    this.vapidKeys = options.vapidKeys ?? generateVapidKeys()
    this.publicKey = this.vapidKeys.publicKey
    this.#timing = options.timing ?? new Timing()
    this.#signer = createVapidSigner(this.vapidKeys, options.subject === undefined ? {} : { subject: options.subject })
  }

  /**
   * Encrypts a payload for a subscription and posts it.
   *
   * @param target - A subscription, or its JSON.
   * @param payload - Text, bytes, or anything else as JSON; `null` or nothing sends an empty message.
   * @returns The receipt, whatever its status.
   * @throws PushwrightError `ERR_NETWORK` if there was no answer, `ERR_TIMEOUT`, `ERR_ABORTED`, `ERR_NOT_ALLOWED` for an
   *   endpoint outside `allowedOrigins`, `ERR_OPTION`, `ERR_KEY`.
   */
  async send(target: PushTarget, payload?: unknown, options: SendOptions = {}): Promise<Receipt> {
    return this.post(await this.prepare(target, payload, options), options)
  }

  /** Encrypts and signs without posting; for load, where one message is posted many times. */
  async prepare(target: PushTarget, payload?: unknown, options: SendOptions = {}): Promise<PreparedMessage> {
    const origin = this.#allowedOrigin(target.endpoint)
    const bytes = payloadBytes(payload)
    const message: PreparedContent = bytes === undefined ? empty : encryptFor(target, bytes, options)
    const { vapid = true, ttl = 60, urgency, topic } = options
    const headers: Record<string, string | undefined> = {
      ...(ttl === null ? {} : { TTL: String(ttl) }),
      ...(urgency === undefined ? {} : { Urgency: urgency }),
      ...(topic === undefined ? {} : { Topic: topic }),
      ...(bytes === undefined ? {} : { 'Content-Type': 'application/octet-stream' }),
      ...message.headers,
    }
    if (vapid !== false) {
      const signed = await this.#signer.authorization(origin, vapid === 'webpush' ? 'WebPush' : 'vapid')
      headers.Authorization = signed.Authorization
      if (signed['Crypto-Key'] !== undefined) {
        // aesgcm has its own value in this header; the two are joined (draft-ietf-webpush-vapid-01 section 4).
        headers['Crypto-Key'] = [headers['Crypto-Key'], signed['Crypto-Key']].filter(Boolean).join(';')
      }
    }
    return shownRedacted({
      endpoint: target.endpoint,
      headers: override(headers, options.headers ?? {}),
      body: message.body,
    })
  }

  /** Posts a prepared message. Throws like {@link ApplicationServer.send}. */
  async post(message: PreparedMessage, options: WaitOptions = {}): Promise<Receipt> {
    this.#allowedOrigin(message.endpoint)
    return this.#withRetries('POST', message.endpoint, message.headers, message.body, options)
  }

  /**
   * Deletes a message that is not delivered yet (RFC 8030 section 7.1 describes the message resource).
   *
   * @param receipt - What `send` returned, or the URL of the message.
   * @throws PushwrightError `ERR_OPTION` if the receipt names no location.
   */
  async delete(receipt: Receipt | string, options: WaitOptions = {}): Promise<Receipt> {
    const location = typeof receipt === 'string' ? receipt : receipt.location
    if (location === undefined) {
      throw new PushwrightError(
        'ERR_OPTION',
        `Expected a receipt with a location, got one with status ${(receipt as Receipt).status} and none. Only accepted messages can be deleted.`,
      )
    }
    this.#allowedOrigin(location)
    return this.#withRetries('DELETE', location, {}, undefined, options)
  }

  /**
   * Makes any other request to the service, such as of a health route: with the TLS trust, the allowed origins, the rate and the
   * transcript of this application server. Redirects are not followed.
   *
   * @param url - An absolute URL.
   * @param init - As for the global `fetch` without `redirect`, plus `timeout` in milliseconds.
   * @throws PushwrightError `ERR_NETWORK` if there was no answer, `ERR_TIMEOUT`, `ERR_ABORTED`, `ERR_NOT_ALLOWED`, `ERR_OPTION`.
   *
   * @example
   * ```ts
   * const response = await applicationServer.fetch(new URL('/__heartbeat__', subscription.endpoint))
   * ```
   */
  async fetch(url: string | URL, init: Omit<RequestInit, 'redirect'> & WaitOptions = {}): Promise<Response> {
    const { timeout, signal, ...request } = init
    const origin = this.#allowedOrigin(String(url))
    const wait = { ...(timeout !== undefined && { timeout }), ...(signal && { signal }) }
    const { method = 'GET' } = request
    const { pathname, search } = new URL(url)
    return this.#exchange(
      { request: `${method} ${pathname}${search}`, what: `${method} ${origin}`, origin, ...wait },
      async (signal) => {
        const [{ fetch }, dispatcher] = await Promise.all([import('undici'), this.#open()])
        // The types of undici and of Node are of two versions of the same.
        const options = { ...request, redirect: 'manual', signal, dispatcher } as Parameters<typeof fetch>[1]
        const response = (await fetch(String(url), options)) as unknown as Response
        return { result: response, shown: String(response.status) }
      },
    )
  }

  /** Ends every connection; requests under way fail, and later ones with `ERR_STATE`. */
  async close(): Promise<void> {
    this.#isClosed = true
    await (await this.#agent)?.destroy()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  #withRetries(
    method: 'POST' | 'DELETE',
    url: string,
    headers: Readonly<Record<string, string>>,
    body: Buffer | undefined,
    options: WaitOptions,
  ): Promise<Receipt> {
    const { retry } = this.#options
    const attempt = (count: number): Promise<Receipt> => this.#request(method, url, headers, body, options, count)
    return retry === undefined || retry.retries === 0 ? attempt(1) : retrying(attempt, retry, options.signal)
  }

  #request(
    method: 'POST' | 'DELETE',
    url: string,
    headers: Readonly<Record<string, string>>,
    body: Buffer | undefined,
    options: WaitOptions,
    attempts: number,
  ): Promise<Receipt> {
    const { origin, pathname, search } = new URL(url)
    const path = pathname + search
    const request = `${method} ${path} (${body?.byteLength ?? 0} bytes)`
    return this.#exchange({ request, what: `${method} ${origin}`, origin, ...options }, async (signal) => {
      const agent = await this.#open()
      const response = await agent.request({
        origin,
        path,
        method,
        headers,
        signal,
        ...(body !== undefined && { body }),
      })
      const text = (await beginningOf(response.body)).toString('utf8')
      const receipt = readReceipt({ status: response.statusCode, headers: response.headers, body: text }, url, attempts)
      return {
        result: receipt,
        shown: `${receipt.status}${receipt.errno === undefined ? '' : ` errno ${receipt.errno}`}`,
      }
    })
  }

  /** One request from its turn to its answer, on the transcript and within its time. */
  async #exchange<T>(
    { request, what, origin, ...options }: WaitOptions & { request: string; what: string; origin: string },
    ask: (signal: AbortSignal) => Promise<{ result: T; shown: string }>,
  ): Promise<T> {
    await this.#options.throttle?.(options)
    if (this.#isClosed) throw new PushwrightError('ERR_STATE', `${this.name} is closed. Make another one to post.`)
    const controller = new AbortController()
    this.#record('request', 'sent', request)
    const answer = ask(controller.signal).catch((cause: NodeJS.ErrnoException) => {
      throw noAnswer(what, origin, cause)
    })
    try {
      const { result, shown } = await this.#timing.deadline(options).bound(`the answer to ${what}`, answer)
      this.#record('response', 'received', shown)
      return result
    } catch (error) {
      controller.abort()
      this.#record('response', 'received', `none: ${(error as Error).message}`)
      throw error
    }
  }

  #record(kind: 'request' | 'response', direction: 'sent' | 'received', text: string): void {
    this.transcript.record({ at: now(), actor: this.name, kind, direction, text })
  }

  #open(): Promise<Agent> {
    // Loaded late, since that takes longer than all else an application server does, and many tests post nothing.
    this.#agent ??= import('undici').then(
      ({ Agent }) => new Agent({ ...(this.#options.tls && { connect: this.#options.tls }) }),
    )
    return this.#agent
  }

  #allowedOrigin(url: string): string {
    if (!URL.canParse(url)) {
      throw new PushwrightError('ERR_OPTION', 'Expected `endpoint` to be an absolute URL, got something else.')
    }
    const parsed = new URL(url)
    const { origin, protocol } = parsed
    if (protocol !== 'http:' && protocol !== 'https:') {
      throw new PushwrightError('ERR_OPTION', `Expected \`endpoint\` to be an http: or https: URL, got ${protocol}.`)
    }
    const { allowedOrigins, serviceUrl } = this.#options
    if (allowedOrigins?.includes(origin)) return origin
    if (allowedOrigins === undefined) {
      if (serviceUrl === undefined || !isLocal(parsed) || isPrivate(new URL(serviceUrl))) return origin
      throw new PushwrightError(
        'ERR_NOT_ALLOWED',
        `Refused to post to ${origin}: a service of the internet named an endpoint in a private network. Add it to \`endpoint_allow\` or \`allowedOrigins\` if it is meant.`,
        { details: { origin } },
      )
    }
    throw new PushwrightError(
      'ERR_NOT_ALLOWED',
      `Refused to post to ${origin}: this environment allows ${allowedOrigins.join(', ') || 'no origin'}. Add it to \`endpoint_allow\` if it is meant.`,
      { details: { origin, allowedOrigins } },
    )
  }
}

function noAnswer(request: string, origin: string, thrown: NodeJS.ErrnoException): PushwrightError {
  // What `fetch` throws is a TypeError around the cause.
  const cause =
    thrown instanceof TypeError && thrown.cause instanceof Error ? (thrown.cause as NodeJS.ErrnoException) : thrown
  const { code, message } = cause
  if (code === 'UND_ERR_INVALID_ARG') {
    return new PushwrightError('ERR_OPTION', `Expected headers that HTTP can carry, got: ${message}.`, { cause })
  }
  return new PushwrightError(
    'ERR_NETWORK',
    `${request} got no answer: ${networkReason(cause)}. Check that the push service runs.`,
    {
      cause,
      details: { systemCode: code, origin },
    },
  )
}

const empty: PreparedContent = { body: Buffer.alloc(0), headers: {} }

function encryptFor(target: PushTarget, bytes: Uint8Array, options: SendOptions): EncryptedMessage {
  if (target.keys === undefined) {
    throw new PushwrightError(
      'ERR_OPTION',
      'Expected a subscription with `keys`, got one without. Without keys only an empty message can be sent.',
    )
  }
  return encrypt(bytes, target.keys, {
    ...(options.contentEncoding === undefined ? {} : { contentEncoding: options.contentEncoding }),
    ...(options.padding === undefined ? {} : { padding: options.padding }),
  })
}

/** Names of headers are compared without regard to case. */
function override(
  headers: Record<string, string | undefined>,
  replacements: Record<string, string | undefined>,
): Record<string, string> {
  const replaced = new Set(Object.keys(replacements).map((name) => name.toLowerCase()))
  const kept = Object.entries(headers).filter(([name]) => !replaced.has(name.toLowerCase()))
  return Object.fromEntries(
    [...kept, ...Object.entries(replacements)].filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}
