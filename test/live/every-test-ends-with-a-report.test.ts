import assert from 'node:assert/strict'
import { describe, expect, test } from 'vitest'
import { PushwrightError } from '../../src/errors/index.ts'
import { defineCase, type Execution, InProcessBus, pushRoundtrip, type TestReport } from '../../src/live/index.ts'
import { pushing } from './stage.ts'
import { watch } from './watch.ts'

const never = new Promise<void>(() => {})

describe('a test that', () => {
  test.each<[string, (execution: Execution) => Promise<void> | void, string]>([
    ['returns', () => {}, 'pass'],
    ['asserts in vain with node:assert', () => assert.equal(1, 2), 'fail'],
    ['asserts in vain with expect', () => expect(1).toBe(2), 'fail'],
    ['gets something else', () => Promise.reject(new PushwrightError('ERR_UNEXPECTED', 'Other bytes.')), 'fail'],
    ['waits too long', () => Promise.reject(new PushwrightError('ERR_TIMEOUT', 'Waited.')), 'timeout'],
    [
      'is told by the platform that it waited too long',
      () => Promise.reject(new DOMException('', 'TimeoutError')),
      'timeout',
    ],
    ['throws', () => Promise.reject(new TypeError('no')), 'error'],
    ['throws what is no error', () => Promise.reject('no'), 'error'],
    ['skips', ({ skip }) => skip('maintenance'), 'skip'],
  ])('%s', async (_what, run, outcome) => {
    const { live, told } = watch()
    const orders = live.add(defineCase({ name: 'orders', run: (execution) => run(execution as Execution) }))
    const report = await orders.runOnce()
    expect(report.outcome).toBe(outcome)
    expect(told.reports).toEqual([report])
    expect(orders.status.totals[report.outcome]).toBe(1)
  })
})

test('a report has the log of the test, whatever it came to', async () => {
  const { live, clock } = watch()
  const orders = live.add(
    defineCase({
      name: 'orders',
      async run({ log, step }) {
        log('placed')
        await step('paid', () => clock.advance(20))
        throw new Error('no stock')
      },
    }),
  )
  const { steps, outcome, error, runtime, host } = await orders.runOnce()
  expect(steps).toEqual([
    { at: expect.any(Number), text: 'placed' },
    { at: expect.any(Number), text: 'paid', duration: 20 },
  ])
  expect({ outcome, runtime, host }).toEqual({ outcome: 'error', runtime: 20, host: 'here' })
  expect(error).toMatchObject({ name: 'Error', message: 'no stock', stack: expect.stringContaining('no stock') })
})

test('log lines are told at once if the case wants that', async () => {
  const { live, told } = watch()
  const quiet = live.add(defineCase({ name: 'quiet', run: ({ log }) => log('one') }))
  const loud = live.add(defineCase({ name: 'loud', realtimeLogs: true, run: ({ log }) => log('two') }))
  await quiet.runOnce()
  await loud.runOnce()
  expect(told.told('log')).toEqual(['two'])
})

test('a test that hangs is ended by its own time, and gives its place to the next', async () => {
  const { live, clock, told } = watch()
  const orders = live.add(
    defineCase({
      name: 'orders',
      timeout: '1m',
      concurrency: 1,
      run: ({ test }) => (test.id === 'hangs' ? never : undefined),
    }),
  )
  await live.start()
  orders.trigger({ id: 'hangs' })
  orders.trigger({ id: 'goes' })
  await clock.advance(59_999)
  expect(told.outcomes).toEqual([])
  await clock.advance(1)
  expect(told.outcomes).toEqual(['timeout', 'pass'])
})

test('a test is told when it is out of time', async () => {
  const { live, clock } = watch()
  const { promise: seen, resolve } = Promise.withResolvers<string>()
  const orders = live.add(
    defineCase({
      name: 'orders',
      timeout: '1m',
      run({ signal }) {
        signal.addEventListener('abort', () => resolve((signal.reason as Error).message))
        return never
      },
    }),
  )
  void orders.runOnce()
  await clock.advance(60_000)
  expect(await seen).toBe('orders has ended.')
})

test('a test that waited too long for its turn is not begun', async () => {
  const { live, clock, told } = watch()
  const orders = live.add(defineCase({ name: 'orders', testExpires: '10s', run: () => {} }))
  orders.trigger()
  await live.flush()
  await clock.advance(10_001)
  await live.start()
  await clock.advance(1)
  expect(told.reports).toMatchObject([{ outcome: 'expired', reason: 'nobody began it in time' }])
})

test('a case that is not active skips its tests, with the reason', async () => {
  const { live, told } = watch()
  const orders = live.add(defineCase({ name: 'orders', active: false, run: () => {} }))
  await orders.runOnce()
  expect(told.reports).toMatchObject([{ outcome: 'skip', reason: 'the case is not active' }])
  expect(orders.state).toBe('SKIP')
})

test('what runs when the live check stops is cancelled after a grace, and reported', async () => {
  const { live, clock, told } = watch()
  const orders = live.add(defineCase({ name: 'orders', run: () => never }))
  await live.start()
  orders.trigger()
  await clock.advance(1)
  const stopped = live.stop({ grace: 5000 })
  await clock.advance(4999)
  expect(told.outcomes).toEqual([])
  await clock.advance(1)
  await stopped
  expect(told.reports).toMatchObject([{ outcome: 'cancelled', reason: 'the live check stopped' }])
})

test('a report of a failed scenario has what was said, without secrets', async () => {
  const { server, live } = await pushing()
  server.faults.next('post').answer(503)
  const report = await live.add(pushRoundtrip).runOnce()
  expect(report).toMatchObject({ outcome: 'error', error: { code: 'ERR_REFUSED' } })
  const texts = report.transcript?.map(({ text = '' }) => text).join('\n') ?? ''
  expect(texts).toContain('"messageType":"register"')
  expect(texts).not.toMatch(/\/wpush\/v2\/[\w-]{20}/)
  expect(report.steps.map(({ text }) => text)).toContain('connect')
})

test.each([true, false])('reports are published: %s', async (sendReports) => {
  const published: TestReport[] = []
  const bus = new InProcessBus()
  await bus.hearReports((report) => published.push(report))
  const { live } = watch({ bus, sendReports })
  const report = await live.add(defineCase({ name: 'orders', run: () => {} })).runOnce()
  await live.flush()
  expect(published).toEqual(sendReports ? [report] : [])
})
