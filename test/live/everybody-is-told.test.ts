import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import {
  defineCase,
  jsonLinesReporter,
  metricReporter,
  type Reporter,
  signal,
  webhookReporter,
  withTest,
} from '../../src/live/index.ts'
import { watch } from './watch.ts'

/** Runs a test that fails, so that there is an alarm, and one that passes. */
async function story(reporter: Reporter): Promise<void> {
  const { live, clock } = watch({ reporters: [reporter] })
  const orders = live.add(
    defineCase<{ sent: ReturnType<typeof signal<string>> }, [boolean]>({
      name: 'orders',
      maxConsecutiveFailures: 1,
      signals: { sent: signal<string>() },
      async run({ signals }, passes) {
        await signals.sent.wait()
        if (!passes) throw new Error('no')
      },
    }),
  )
  for (const passes of [false, true]) {
    orders.signals.sent.send('a', { key: String(passes) })
    await orders.runOnce({ id: String(passes), args: [passes] })
    await clock.advance(10)
  }
  await live.stop()
}

test('a file, one line for each report and event, for its owner alone', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'pushwright-live-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  const path = join(directory, 'live.jsonl')
  await story(jsonLinesReporter(path))
  const lines = readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines.map(({ kind }) => kind)).toEqual(['failing', 'state', 'report', 'recovered', 'state', 'report'])
  expect(lines[2]).toMatchObject({ version: 1, outcome: 'error', test: { id: 'false' }, signals: [{ signal: 'sent' }] })
  expect(statSync(path).mode & 0o777).toBe(0o600)
})

test('a file that cannot be written is refused at once', () => {
  expect(() => jsonLinesReporter('/dev/null/live.jsonl')).toThrow(
    'Could not write reports to /dev/null/live.jsonl: ENOTDIR.',
  )
})

test('a webhook of alarms, although its first answer is a failure', async () => {
  const posts: { kind: string; authorization: string | undefined }[] = []
  let count = 0
  const server = createServer(async (request, response) => {
    const { kind } = JSON.parse(await text(request))
    response.statusCode = ++count === 1 ? 503 : 200
    if (response.statusCode === 200) posts.push({ kind, authorization: request.headers.authorization })
    response.end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  await story(webhookReporter(url, { headers: { authorization: 'Bearer x' }, minDelay: 1, failures: true }))
  expect(posts.map(({ kind }) => kind)).toEqual(['failing', 'report', 'recovered'])
  expect(posts[0]?.authorization).toBe('Bearer x')
})

test('a webhook does not learn of the test that something happened in', async () => {
  const seen: unknown[] = []
  const server = createServer((request, response) => {
    seen.push(request.headers.baggage)
    response.end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const reporter = webhookReporter(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  const one = { id: 'one', case: 'orders', issuedAt: 0, expiresAt: 9e12, args: [] }
  const alarm = { kind: 'failing', case: 'orders', at: 0, reason: 'stall', since: 0, message: 'no' } as const
  withTest(one, () => reporter.event?.(alarm))
  await reporter.close?.()
  expect(seen).toEqual([undefined])
})

test('a webhook that is not there ends nothing', async () => {
  const failures: unknown[] = []
  await story(webhookReporter('http://127.0.0.1:1/', { retries: 0, onFailed: (error) => failures.push(error) }))
  expect(failures).toMatchObject([{ code: 'ERR_NETWORK' }, { code: 'ERR_NETWORK' }])
})

test('a webhook whose options cannot be is refused at once', () => {
  expect(() => webhookReporter('http://127.0.0.1:1/', { retries: -1 })).toThrow(
    'Expected `retries` of the webhook to be',
  )
})

test('a sink of metrics', async () => {
  const measured: string[] = []
  const told = (what: string) => (name: string, _value: number, tags: Readonly<Record<string, string>>) =>
    void measured.push([what, name, ...Object.values(tags)].join(' '))
  await story(metricReporter({ timing: told('timing'), increment: told('increment') }))
  expect(measured).toEqual([
    'increment live.tests orders error',
    'increment live.failures orders',
    'timing live.signal.latency orders sent',
    'increment live.tests orders pass',
    'timing live.runtime orders',
    'timing live.signal.latency orders sent',
  ])
})
