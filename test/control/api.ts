// A fixture server with its control API, and a caller that can be as rude as it likes.
import { request } from 'node:http'
import { connect } from 'node:net'
import { onTestFinished } from 'vitest'
import webpush from 'web-push'
import { ControlServer, type ControlServerOptions } from '../../src/control/index.ts'
import { FixtureServer, type FixtureServerOptions } from '../../src/fixture/index.ts'

/** Any JSON: each test knows what it expects in it. */
// biome-ignore lint/suspicious/noExplicitAny: the tests look into answers as a caller in another language would.
export type Json = any

export interface Answer {
  status: number
  headers: NodeJS.Dict<string | string[]>
  body: Json
}

export interface Call {
  headers?: Record<string, string>
  /** Sent as it is if it is text or bytes, else as JSON. */
  body?: unknown
  /** Called when the server works on the request: it asks to be told (RFC 9110 section 10.1.1). */
  started?: () => void
}

export interface Api {
  server: FixtureServer
  control: ControlServer
  call(method: string, path: string, call?: Call): Promise<Answer>
}

export interface ApiOptions extends Partial<ControlServerOptions> {
  fixture?: FixtureServerOptions
}

/** Both servers, until the test is over. */
export async function openApi({ fixture = {}, ...options }: ApiOptions = {}): Promise<Api> {
  const server = await FixtureServer.start(fixture)
  onTestFinished(() => server.close())
  const control = await ControlServer.start({ server, ...options })
  onTestFinished(() => control.close())
  return { server, control, call: (method, path, call) => ask(control.url, control.token, method, path, call) }
}

/** One request with the token, unless the headers have another. */
export async function ask(
  url: string,
  token: string,
  method: string,
  path: string,
  { headers = {}, body, started }: Call = {},
): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>()
  const { hostname, port } = new URL(url)
  const expect = started === undefined ? {} : { Expect: '100-continue' }
  const all = { Authorization: `Bearer ${token}`, ...expect, ...headers }
  const outgoing = request({ hostname, port, method, path, headers: all })
  if (started !== undefined) outgoing.on('continue', started)
  outgoing.on('error', reject)
  outgoing.on('response', (response) => {
    response.toArray().then((chunks) => {
      const text = Buffer.concat(chunks).toString()
      const { statusCode = 0, headers } = response
      resolve({ status: statusCode, headers, body: text === '' ? undefined : JSON.parse(text) })
    }, reject)
  })
  const isRaw = typeof body === 'string' || body instanceof Uint8Array
  outgoing.end(body === undefined || isRaw ? body : JSON.stringify(body))
  return promise
}

/** Writes bytes to a port, and gives everything that comes back until the connection ends. */
export async function exchange(url: string, bytes: string | Uint8Array): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  const chunks: Buffer[] = []
  const { promise, resolve } = Promise.withResolvers<string>()
  socket.on('data', (chunk) => chunks.push(chunk))
  // A reset after the answer is an end as well.
  socket.on('error', () => {})
  socket.on('close', () => resolve(Buffer.concat(chunks).toString('latin1')))
  socket.end(bytes)
  return promise
}

/** A request that waits for something: it is under way, and will be answered. */
export async function startWaiting({ call }: Api, path: string): Promise<{ answer: Promise<Answer> }> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const answer = call('GET', path, { started: resolve })
  await promise
  return { answer }
}

export interface Subscription {
  endpoint: string
  channelID: string
  keys: { p256dh: string; auth: string }
}

/** The backend under test, in any language: it knows `web-push`, or something like it, and HTTP. */
export async function send(subscription: Subscription, payload: string, vapid?: webpush.VapidKeys): Promise<number> {
  const { endpoint, method, headers, body } = webpush.generateRequestDetails(subscription, payload, {
    TTL: 60,
    ...(vapid && { vapidDetails: { ...vapid, subject: 'mailto:a@b.example' } }),
  })
  const response = await fetch(endpoint, {
    method,
    headers: Object.entries(headers).map(([name, value]) => [name, String(value)]),
    body: new Uint8Array(body),
  })
  return response.status
}

/** A virtual client with a subscription. */
export async function subscribe({ call }: Pick<Api, 'call'>, name = 'phone'): Promise<Subscription> {
  await call('POST', '/clients', { body: { name } })
  return (await call('POST', `/clients/${name}/subscriptions`)).body
}
