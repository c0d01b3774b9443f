import { expect, test } from 'vitest'
import { readReport, readSignal, readTest } from '../../src/live/bus/read-message.ts'
import { defineCase, signal, statusOf } from '../../src/live/index.ts'
import { connect } from '../../src/scenario/index.ts'
import { foreignReport, foreignSignal } from './foreign-report.ts'
import { nested } from './nested.ts'
import { pushing } from './stage.ts'
import { watch } from './watch.ts'

const liveTest = { id: 'one', case: 'orders', issuedAt: 0, expiresAt: 9e12, args: [] }
const sent = { case: 'orders', signal: 'sent', key: 'one', value: 1, sentAt: 0, source: 'there-1', sequence: 0 }
const event = { at: 1, actor: 'client 1', kind: 'frame', direction: 'sent', text: '{}' }
const carried = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

test('what a live check says is read as it was written', () => {
  for (const args of [[], [nested(99)]]) expect(readTest({ ...liveTest, args })).toEqual({ ...liveTest, args })
  expect(readSignal(sent)).toEqual(sent)
  const report = foreignReport({
    test: { ...liveTest, args: [nested(99)] },
    reason: 'why',
    steps: [
      { at: 1, text: 'a' },
      { at: 1, text: 'b', duration: 2 },
    ],
    signals: [foreignSignal()],
    error: { name: 'Error', code: 'ERR_TIMEOUT', message: 'no', stack: 'at' },
    transcript: Array(200).fill(event),
  })
  expect(readReport(carried(report))).toEqual(report)
})

test('a report of a case with signals, steps, and a scenario that failed is one', async () => {
  const { live } = await pushing({ host: 'here' })
  const orders = live.add(
    defineCase({
      name: 'orders',
      signals: { sent: signal<number>() },
      async run({ log, signals, scenario }) {
        log('begins')
        await signals.sent.wait()
        await scenario(function* () {
          yield* connect()
          throw new Error('no')
        })
      },
    }),
  )
  orders.signals.sent.send(1, { key: 'one' })
  const report = await orders.runOnce({ id: 'one' })
  expect(report).toMatchObject({ outcome: 'error', signals: [{}] })
  expect(report.transcript).toContainEqual(expect.objectContaining({ kind: 'open' }))
  expect(readReport(carried(report))).toEqual(report)
})

test.for([
  ['a test without an id', readTest, { ...liveTest, id: '' }],
  ['a test at no time', readTest, { ...liveTest, issuedAt: Number.POSITIVE_INFINITY }],
  ['a test whose arguments are no list', readTest, { ...liveTest, args: {} }],
  ['a test that is nested too deep', readTest, { ...liveTest, args: [nested(100)] }],
  ['a signal that was sent at no time', readSignal, { ...sent, sentAt: Number.NaN }],
  ['a signal with a number that is none', readSignal, { ...sent, sequence: -1 }],
  ['a signal of a process with an endless name', readSignal, { ...sent, source: 'x'.repeat(1001) }],
  ['no object', readReport, null],
] as const)('%s is refused', ([, read, message]) => {
  expect(() => read(message)).toThrow(expect.objectContaining({ code: 'ERR_MESSAGE' }))
})

test.for([
  ['version', { version: 2 }],
  ['outcome', { outcome: 'toString' }],
  ['test', { test: { ...liveTest, args: 5 } }],
  ['test', { test: { ...liveTest, args: [nested(200_000)] } }],
  ['depth', { addition: nested(200_000) }],
  ['startedAt', { startedAt: '1' }],
  ['endedAt', { endedAt: 9e15 }],
  ['runtime', { runtime: null }],
  ['attempt', { attempt: 0.5 }],
  ['reason', { reason: 5 }],
  ['source', { source: 'x'.repeat(1001) }],
  ['steps', { steps: [5] }],
  ['steps', { steps: [{ at: 1 }] }],
  ['signals', { signals: [{ ...foreignSignal(), latency: '1' }] }],
  ['signals', { signals: [{ ...foreignSignal(), signal: 'x'.repeat(65) }] }],
  ['signals', { signals: {} }],
  ['error', { error: { name: 'Error' } }],
  ['transcript', { transcript: 5 }],
  ['transcript', { transcript: [{ ...event, text: 5 }] }],
  ['transcript', { transcript: [{ ...event, peer: 'x'.repeat(1001) }] }],
  ['transcript', { transcript: Array(201).fill(event) }],
] as const)('a report whose %s is wrong is refused: %#', ([field, part]) => {
  expect(() => readReport({ ...foreignReport(), ...part })).toThrow(
    `Expected a message of the live check to be a report, its ${field} is wrong.`,
  )
})

test('the longest transcript that is read is drawn', () => {
  const { live } = watch()
  const orders = live.add(defineCase({ name: 'orders', run: () => {} }))
  const transcript = Array.from({ length: 200 }, (_, index) => ({
    ...event,
    actor: `${'x'.repeat(990)} ${index}`,
    peer: `${'y'.repeat(990)} ${index}`,
  }))
  orders.record.ended(readReport({ ...foreignReport(), transcript }))
  expect(statusOf(live).cases[0]?.diagram?.length).toBeLessThan(100_000_000)
})
