import { once } from 'node:events'
import { connect } from 'node:net'
import { request } from 'undici'
import { expect, onTestFinished, test } from 'vitest'
import { defineCase, InProcessBus, type LiveCheck, StatusServer } from '../../src/live/index.ts'
import { foreignReport } from './foreign-report.ts'
import { watch } from './watch.ts'

async function serve(live: LiveCheck): Promise<StatusServer> {
  const server = await StatusServer.start(live)
  onTestFinished(() => server.close())
  return server
}

async function ask(server: StatusServer, path: string, headers: Record<string, string> = {}, method = 'GET') {
  const response = await request(new URL(path, server.url), { headers, method: method as 'GET' })
  return { status: response.statusCode, headers: response.headers, text: await response.body.text() }
}

/** A case that does what the argument says. */
function obeying(name = 'orders') {
  return defineCase<Record<never, never>, [boolean]>({
    name,
    maxConsecutiveFailures: 2,
    run(_execution, passes) {
      if (!passes) throw new Error('no')
    },
  })
}

test('health is an alarm or none, and not a single failure', async () => {
  const { live, clock } = watch()
  const orders = live.add(obeying())
  const server = await serve(live)
  expect(await ask(server, 'healthz')).toMatchObject({ status: 200, text: 'ok\n' })
  await orders.runOnce({ args: [false] })
  expect((await ask(server, 'healthz')).status).toBe(200)
  await orders.runOnce({ args: [false] })
  expect(await ask(server, 'healthz')).toMatchObject({
    status: 503,
    text: '2 tests of orders failed in a row (at most 2).\n',
  })
  await clock.advance(1)
  await orders.runOnce({ args: [true] })
  expect((await ask(server, 'healthz')).status).toBe(200)
})

test('metrics are text that Prometheus reads', async () => {
  const { live } = watch()
  const orders = live.add(obeying())
  await orders.runOnce({ args: [true] })
  await orders.runOnce({ args: [false] })
  const { headers, text } = await ask(await serve(live), 'metrics')
  expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8')
  const lines = text.trimEnd().split('\n')
  for (const line of lines) expect(line).toMatch(/^(# (HELP|TYPE) \w+ .+|\w+(\{(\w+="[^"\\]*",?)*\})? -?[\d.e+-]+)$/)
  const declared = lines.filter((line) => line.startsWith('# TYPE ')).map((line) => line.split(' ')[2])
  expect(lines.filter((line) => line.startsWith('# HELP ')).map((line) => line.split(' ')[2])).toEqual(declared)
  const samples = lines.filter((line) => !line.startsWith('#')).map((line) => line.slice(0, line.lastIndexOf(' ')))
  expect(new Set(samples).size).toBe(samples.length)
  expect(declared).toEqual(expect.arrayContaining(samples.map((series) => series.split('{')[0])))
  expect(lines).toContain('pushwright_live_tests_total{case="orders",outcome="pass"} 1')
  expect(lines).toContain('pushwright_live_tests_total{case="orders",outcome="error"} 1')
  expect(lines).toContain('pushwright_live_state{case="orders",state="ERROR"} 1')
  expect(lines).toContain('pushwright_live_problems_total{problem="bus"} 0')
  expect(lines).toContain('pushwright_live_healthy 1')
})

test('the status has the history, the medians and the last failure', async () => {
  const { live } = watch()
  const orders = live.add(obeying())
  await orders.runOnce({ args: [false], id: 'one' })
  await orders.runOnce({ args: [true], id: 'two' })
  const { text } = await ask(await serve(live), 'status.json')
  expect(JSON.parse(text)).toMatchObject({
    name: 'live',
    healthy: true,
    cases: [
      {
        name: 'orders',
        state: 'ERROR',
        totals: { pass: 1, error: 1 },
        history: [{ testId: 'one' }, { testId: 'two' }],
        lastFailure: { test: { id: 'one' }, error: { message: 'no' } },
      },
    ],
  })
})

test.each(['status.json', 'metrics'])('what cannot be shown by /%s is answered with 500, and told', async (path) => {
  const bus = new InProcessBus()
  const { live, told } = watch({ bus })
  live.add(obeying())
  await live.start()
  const server = await serve(live)
  await bus.publish(foreignReport({ transcript: 5 as never }))
  expect((await ask(server, path)).status).toBe(500)
  expect(told.told('problem')).toEqual([expect.stringContaining('status: The status could not be shown: ')])
  expect((await ask(server, 'healthz')).status).toBe(200)
})

test('the page lets nothing run but its own script', async () => {
  const { headers, text } = await ask(await serve(watch().live), '')
  expect(headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'sha256-/)
  expect(text).not.toMatch(/(src|href)="(?!data:|status\.json|metrics)/)
})

test.each([
  ['another host', '', { host: 'evil.example' }, 'GET', 403],
  ['a name that only looks like loopback', '', { host: '127.0.0.1.evil.example' }, 'GET', 403],
  ['localhost', 'healthz', { host: 'localhost:1' }, 'GET', 200],
  ['another method', 'healthz', {}, 'POST', 405],
  ['another path', 'nothing', {}, 'GET', 404],
  ['HEAD', 'metrics', {}, 'HEAD', 200],
])('requests with %s', async (_what, path, headers, method, status) => {
  expect((await ask(await serve(watch().live), path, headers, method)).status).toBe(status)
})

test('100 connections are served, and one more is closed at once', async () => {
  const { live } = watch()
  const server = await serve(live)
  const { hostname, port } = new URL(server.url)
  const open = async () => {
    const socket = connect(Number(port), hostname)
    onTestFinished(() => void socket.destroy())
    await once(socket, 'connect')
    return socket
  }
  const sockets = await Promise.all(Array.from({ length: 100 }, open))
  const further = await open()
  await once(further.resume(), 'close')
  const [first] = sockets
  first?.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n')
  const [answer] = await once(first as NonNullable<typeof first>, 'data')
  expect(String(answer)).toMatch(/^HTTP\/1\.1 200 /)
})
