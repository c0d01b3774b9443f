import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Arrival } from '../../src/live/execution/arrival.ts'
import { Mailbox } from '../../src/live/execution/mailbox.ts'
import { FailureWindow } from '../../src/live/health/failure-window.ts'
import { History } from '../../src/live/health/history.ts'
import { defineCase, InProcessBus, webhookReporter } from '../../src/live/index.ts'
import { Outbox } from '../../src/live/outbox.ts'
import { connect, hello, subscribe } from '../../src/scenario/index.ts'
import { foreignReport, foreignSignal } from './foreign-report.ts'
import { pushing } from './stage.ts'
import { watch } from './watch.ts'

const signalOf = (sequence: number, key = 'k') => ({
  case: 'c',
  signal: 's',
  key,
  value: 0,
  sentAt: 0,
  source: 'x',
  sequence,
})
const testOf = (id: number) => ({ id: String(id), case: 'c', issuedAt: 0, expiresAt: 9e12, args: [] })

describe('in the bus of a process', () => {
  test('tests and signals that nobody takes are refused', async () => {
    const bus = new InProcessBus({ limit: 2 })
    for (const number of [1, 2]) {
      await bus.enqueue(testOf(number))
      await bus.send(signalOf(number))
    }
    await expect(bus.enqueue(testOf(3))).rejects.toMatchObject({ code: 'ERR_LIMIT' })
    await expect(bus.send(signalOf(3))).rejects.toMatchObject({ code: 'ERR_LIMIT' })
    expect(bus.size).toBe(4)
    await bus.close()
  })

  test('10,000 tests of a case, and 10,000 signals, wait unless told otherwise', async () => {
    const bus = new InProcessBus()
    for (let number = 0; number < 10_000; number++) {
      await bus.enqueue(testOf(number))
      await bus.send(signalOf(number))
    }
    await expect(bus.enqueue(testOf(10_000))).rejects.toMatchObject({ code: 'ERR_LIMIT' })
    await expect(bus.send(signalOf(10_000))).rejects.toMatchObject({ code: 'ERR_LIMIT' })
    await bus.close()
  })

  test('signals that are refused leave nothing behind, each with a key of its own', async () => {
    const bus = new InProcessBus({ limit: 2 })
    for (const number of [1, 2]) await bus.send(signalOf(number, `kept ${number}`))
    const before = heapUsed()
    let refused = 0
    for (let number = 0; number < 20_000; number++) {
      await bus.send(signalOf(number, `refused ${number}`)).catch(() => refused++)
    }
    expect(refused).toBe(20_000)
    // An entry of a map takes some 200 bytes and more, which would be 4 MB.
    expect(heapUsed() - before).toBeLessThan(2_000_000)
    expect(bus.size).toBe(2)
    await bus.close()
  })

  test('who listens hears every signal, who listens later those that were kept', async () => {
    const bus = new InProcessBus({ limit: 2 })
    const [first, later]: [number[], number[]] = [[], []]
    await bus.subscribe('c', 'k', ({ sequence }) => first.push(sequence))
    for (const sequence of [1, 2, 3, 4]) await bus.send(signalOf(sequence))
    await bus.subscribe('c', 'k', ({ sequence }) => later.push(sequence))
    expect([first, later]).toEqual([
      [1, 2, 3, 4],
      [1, 2],
    ])
    await bus.close()
  })
})

test('signals of a mailbox beyond 1000 are counted', () => {
  const box = new Mailbox()
  for (let sequence = 0; sequence < 1200; sequence++) box.put({ sequence } as Arrival)
  expect([box.arrivals.length, box.count]).toEqual([1000, 1200])
})

test('the window of a failure rate forgets the oldest', () => {
  const window = new FailureWindow(1e9)
  for (let count = 0; count < 10_000; count++) window.add(count, true)
  for (let count = 0; count < 10_000; count++) window.add(count, false)
  expect(window.look(10_000)).toEqual({ count: 10_000, rate: 0 })
})

test('a history forgets the oldest', () => {
  const history = new History(3)
  for (const number of [1, 2, 3, 4, 5]) history.add(number)
  expect(history.items).toEqual([3, 4, 5])
})

test('a case remembers 100 results unless told otherwise', async () => {
  const { live } = watch()
  const orders = live.add(defineCase({ name: 'orders', run: () => {} }))
  for (let number = 0; number < 110; number++) await orders.runOnce({ id: String(number) })
  expect(orders.status.history.map(({ testId }) => testId)).toEqual(Array.from({ length: 100 }, (_, n) => `${n + 10}`))
})

test('of what reports of others name, 100 signals and 100 clocks are remembered', async () => {
  const bus = new InProcessBus()
  const { live } = watch({ bus })
  const orders = live.add(defineCase({ name: 'orders', run: () => {} }))
  await live.start()
  const signals = Array.from({ length: 150 }, (_, index) =>
    foreignSignal({ signal: `s${index}`, source: `there-${index}`, skew: 5 }),
  )
  await bus.publish(foreignReport({ signals }))
  const { medians, skews } = orders.status
  expect([Object.keys(medians.signals).length, Object.keys(skews).length]).toEqual([100, 100])
  // Those that are known go on.
  await bus.publish(
    foreignReport({ signals: [foreignSignal({ signal: 's99', source: 'there-99', latency: 3, skew: 9 })] }),
  )
  expect([orders.status.medians.signals.s99, orders.status.skews['there-99']]).toEqual([2, 9])
})

test('what waits in an outbox beyond its limit is dropped', async () => {
  let dropped = 0
  const sent: number[] = []
  const gate = Promise.withResolvers<void>()
  const outbox = new Outbox({ concurrency: 1, limit: 2, onFailed: () => {}, onDropped: () => dropped++ })
  for (const number of [1, 2, 3, 4, 5]) {
    outbox.put(async () => {
      await gate.promise
      sent.push(number)
    })
  }
  gate.resolve()
  await outbox.flush()
  expect([sent, dropped]).toEqual([[1, 2, 3], 2])
})

test('a test that says much is reported with a thousand steps', async () => {
  const { live, told } = watch()
  const talker = live.add(
    defineCase({
      name: 'talker',
      async run({ log }) {
        for (let count = 0; count < 1500; count++) log(String(count))
      },
    }),
  )
  await talker.runOnce({ id: 'one', args: [] })
  expect(told.reports[0]?.steps).toHaveLength(1000)
})

test('a test is reported with the last 200 events of its scenarios', async () => {
  const { live } = await pushing()
  const talker = live.add(
    defineCase({
      name: 'talker',
      run: ({ scenario }) =>
        scenario(function* () {
          yield* connect()
          yield* hello()
          for (let count = 0; count < 150; count++) yield* subscribe()
          throw new Error('the end')
        }),
    }),
  )
  const { transcript } = await talker.runOnce()
  expect(transcript).toHaveLength(200)
  // The oldest is not among them.
  expect(transcript?.some(({ kind }) => kind === 'open')).toBe(false)
})

test('of the posts to a webhook, one is under way and 1000 wait', async () => {
  const gate = Promise.withResolvers<void>()
  let posts = 0
  const server = createServer(async (_request, response) => {
    posts++
    await gate.promise
    response.end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const failures: unknown[] = []
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const reporter = webhookReporter(url, { onFailed: (error) => failures.push(error) })
  const alarm = { kind: 'failing', case: 'orders', at: 0, reason: 'stall', since: 0, message: 'no' } as const
  for (let count = 0; count < 1005; count++) reporter.event?.(alarm)
  gate.resolve()
  await reporter.close?.()
  expect(posts).toBe(1001)
  expect(failures).toEqual(Array(4).fill(new Error('1000 posts to the webhook wait already.')))
})

/** Bytes that are in use, and not only waiting to be collected. */
function heapUsed(): number {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
  return process.memoryUsage().heapUsed
}
