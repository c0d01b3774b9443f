import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Agent, request, fetch as undiciFetch } from 'undici'
import { describe, expect, onTestFinished, test } from 'vitest'
import {
  currentTest,
  LiveCheck,
  type LiveTest,
  liveFetch,
  liveInterceptor,
  liveMiddleware,
  withLiveTest,
  withTest,
} from '../../src/live/index.ts'

const one: LiveTest = { id: 'order 17', case: 'orders', issuedAt: 1000, expiresAt: 9e12, args: [] }
const two: LiveTest = { ...one, id: 'two' }

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

/** A server that says which test it runs for, and which `baggage` it got. */
async function echo(live: LiveCheck): Promise<string> {
  const answer: RequestListener = (request, response) => {
    const count = request.rawHeaders.filter((name) => /^(baggage|livecheck-)/i.test(name)).length
    response.end(JSON.stringify({ id: currentTest()?.id ?? null, baggage: request.headers.baggage, count }))
  }
  return listen(withLiveTest(live, answer))
}

function liveCheck(): LiveCheck {
  const live = new LiveCheck()
  onTestFinished(() => live.stop())
  return live
}

function agent() {
  const agent = new Agent()
  onTestFinished(() => agent.close())
  return agent.compose(liveInterceptor())
}

type Ask = (url: string, headers?: Record<string, string>) => Promise<unknown>

const ways: readonly [string, () => Ask][] = [
  [
    'fetch',
    () =>
      async (url, headers = {}) =>
        (await liveFetch()(url, { headers })).json(),
  ],
  [
    'fetch of a Request',
    () =>
      async (url, headers = {}) =>
        (await liveFetch()(new Request(url, { headers }))).json(),
  ],
  [
    'undici',
    () => {
      const dispatcher = agent()
      return async (url, headers = {}) => (await request(url, { dispatcher, headers })).body.json()
    },
  ],
  [
    'fetch of undici',
    () => {
      const dispatcher = agent()
      return async (url, headers = {}) => (await undiciFetch(url, { dispatcher, headers })).json()
    },
  ],
]

describe.each(ways)('by %s', (_name, open) => {
  test('the test arrives, once in each form', async () => {
    const url = await echo(liveCheck())
    const ask = open()
    expect(await withTest(one, () => ask(url))).toMatchObject({ id: 'order 17', count: 1 })
    expect(await withTest(two, () => ask(url))).toMatchObject({ id: 'two', count: 5 })
  })

  test('without a test nothing is added', async () => {
    const url = await echo(liveCheck())
    expect(await open()(url)).toEqual({ id: null, count: 0 })
  })

  test('other baggage stays, and a test that was there is replaced', async () => {
    const url = await echo(liveCheck())
    const ask = open()
    const baggage = 'user=7;p=1,livecheck=old;case=orders;issued=1;expires=2'
    const answer = (await withTest(two, () => ask(url, { baggage }))) as { baggage: string; id: string }
    expect(answer.id).toBe('two')
    expect(answer.baggage).toBe('user=7;p=1,livecheck=two;case=orders;issued=1000;expires=9000000000000')
  })
})

test('middleware hands the test to what comes after it', async () => {
  const middleware = liveMiddleware(liveCheck())
  const url = await listen((request, response) => {
    middleware(request, response, () => setImmediate(() => response.end(currentTest()?.id ?? 'none')))
  })
  const ask = (): Promise<string> => liveFetch()(url).then((response) => response.text())
  expect(await withTest(one, ask)).toBe('order 17')
  expect(await ask()).toBe('none')
})

test.each([
  ['baggage', { baggage: 'livecheck=a' }],
  ['the old headers, of which some are missing', { 'livecheck-test-id': 'a' }],
  ['times that are none', { baggage: 'livecheck=a;case=b;issued=x;expires=1' }],
  ['percent signs', { baggage: 'livecheck=%;case=b;issued=1;expires=1' }],
  ['two tests', { baggage: 'livecheck=a;case=b;issued=1;expires=1,livecheck=b;case=b;issued=1;expires=1' }],
])('wrong headers are counted and nothing else: %s', async (_what, headers) => {
  const live = liveCheck()
  const url = await echo(live)
  const response = await fetch(url, { headers })
  expect(response.status).toBe(200)
  expect(await response.json()).toMatchObject({ id: null })
  expect(live.problems['bad-header']).toBe(1)
})

test('a test that is too old is left alone', async () => {
  const live = liveCheck()
  const url = await echo(live)
  const ask = liveFetch()
  expect(await withTest({ ...one, expiresAt: 1 }, async () => (await ask(url)).json())).toMatchObject({ id: null })
  expect(live.problems['bad-header']).toBe(0)
})

test('the old headers alone will do, as faust writes them', async () => {
  const url = await echo(liveCheck())
  const headers = {
    'LiveCheck-Test-Id': 'a',
    'LiveCheck-Test-Name': 'orders',
    'LiveCheck-Test-Timestamp': '2026-01-02T03:04:05.123456+00:00',
    'LiveCheck-Test-Expires': '2200-01-02T03:04:05',
  }
  expect(await (await fetch(url, { headers })).json()).toMatchObject({ id: 'a' })
})

test('what is started within a test cannot change what those around it see', async () => {
  const seen: (string | undefined)[] = []
  await withTest(one, async () => {
    const child = withTest(two, async () => {
      await new Promise(setImmediate)
      seen.push(currentTest()?.id)
    })
    seen.push(currentTest()?.id)
    await child
    seen.push(currentTest()?.id)
  })
  seen.push(currentTest()?.id)
  expect(seen).toEqual(['order 17', 'two', 'order 17', undefined])
})

test('nothing global is changed', async () => {
  const before = [globalThis.fetch, globalThis.Request, globalThis.Headers]
  liveFetch()
  liveInterceptor()
  liveMiddleware(liveCheck())
  expect([globalThis.fetch, globalThis.Request, globalThis.Headers]).toEqual(before)
})
