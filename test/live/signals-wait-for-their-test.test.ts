import { describe, expect, test } from 'vitest'
import {
  defineCase,
  type Execution,
  InProcessBus,
  type Signal,
  type SignalEvent,
  signal,
  withTest,
} from '../../src/live/index.ts'
import { watch } from './watch.ts'

const signals = { sent: signal<string>(), stored: signal<number>() }
type Signals = { sent: Signal<string>; stored: Signal<number> }

function signalling(run: (execution: Execution<Signals>) => Promise<void>) {
  const stage = watch()
  const orders = stage.live.add(defineCase({ name: 'orders', signals, timeout: '5m', run }))
  return { ...stage, orders }
}

test('one that comes before the test begins is there when it waits', async () => {
  const got: string[] = []
  const { orders, live } = signalling(async ({ signals }) => void got.push(await signals.sent.wait()))
  const pending = orders.trigger({ id: 'one' })
  withTest(pending, () => orders.signals.sent.send('early'))
  await live.flush()
  await live.start()
  await live.stop()
  expect(got).toEqual(['early'])
})

test('each is taken once, in the order in which they came', async () => {
  const got: string[] = []
  const { orders, clock, told } = signalling(async ({ signals }) => {
    for (let index = 0; index < 3; index++) got.push(await signals.sent.wait({ timeout: '1s' }))
  })
  void orders.runOnce({ id: 'one' })
  orders.signals.sent.send('a', { key: 'one' })
  orders.signals.sent.send('b', { key: 'one' })
  await clock.advance(1000)
  expect(got).toEqual(['a', 'b'])
  expect(told.reports[0]).toMatchObject({
    outcome: 'timeout',
    error: { message: 'Waited 1s for signal sent of orders.' },
  })
})

test('peeking takes nothing, and counts include what was taken', async () => {
  const seen: unknown[] = []
  const { orders } = signalling(async ({ signals: { sent } }) => {
    await sent.arrival({ where: (value) => value === 'b' })
    seen.push(
      await sent.peek(),
      await sent.peek(),
      await sent.count(),
      (await sent.arrivals()).map(({ value }) => value),
    )
  })
  const ended = orders.runOnce({ id: 'one' })
  for (const value of ['a', 'b', 'c']) orders.signals.sent.send(value, { key: 'one' })
  await ended
  expect(seen).toEqual(['a', 'a', 3, ['a', 'b', 'c']])
})

test('a wait ends at its time, however many other signals come meanwhile', async () => {
  const { orders, clock, told } = signalling(async ({ signals }) => void (await signals.sent.wait({ timeout: '30s' })))
  void orders.runOnce({ id: 'one' })
  for (let index = 0; index < 299; index++) {
    orders.signals.stored.send(index, { key: 'one' })
    orders.signals.sent.send('for another test', { key: 'two' })
    await clock.advance(100)
  }
  await clock.advance(99)
  expect(told.outcomes).toEqual([])
  await clock.advance(1)
  expect(told.outcomes).toEqual(['timeout'])
  expect(told.reports[0]?.runtime).toBe(30_000)
})

test('no wake-up is lost when two come before the one who waits goes on', async () => {
  const got: string[] = []
  const { orders, told } = signalling(async ({ signals }) => {
    // Without a timeout: nothing would look again.
    const [one, other] = await Promise.all([signals.sent.wait(), signals.stored.wait()])
    got.push(one, String(other))
  })
  const ended = orders.runOnce({ id: 'one' })
  orders.signals.stored.send(7, { key: 'one' })
  orders.signals.sent.send('a', { key: 'one' })
  await ended
  expect(got).toEqual(['a', '7'])
  expect(told.outcomes).toEqual(['pass'])
})

test('another key than the id of the test', async () => {
  const got: unknown[] = []
  const { orders, live } = signalling(async ({ signals }) => {
    got.push(await signals.sent.wait({ key: 'order 17' }))
  })
  orders.signals.sent.send('before', { key: 'order 17' })
  await live.flush()
  await orders.runOnce()
  expect(got).toEqual(['before'])
})

test('what a test has looked at is not reported as unwanted', async () => {
  const { live, orders } = signalling(async ({ signals: { sent, stored }, expectOrder }) => {
    await expectOrder('sent', 'stored')
    await sent.expectCount(1)
    await stored.peek()
  })
  const ended = orders.runOnce({ id: 'one' })
  orders.signals.sent.send('a', { key: 'one' })
  orders.signals.stored.send(1, { key: 'one' })
  expect(await ended).toMatchObject({ outcome: 'pass', signals: [{ consumed: true }, { consumed: true }] })
  expect(live.problems['unmatched-signal']).toBe(0)
})

describe('order and number are required', () => {
  test.each<[string, readonly ('sent' | 'stored')[], (execution: Execution<Signals>) => Promise<void>, string]>([
    ['in order', ['sent', 'stored'], ({ expectOrder }) => expectOrder('sent', 'stored'), 'pass'],
    ['out of order', ['stored', 'sent'], ({ expectOrder }) => expectOrder('sent', 'stored'), 'fail'],
    ['one missing', ['stored'], ({ expectOrder }) => expectOrder('sent', 'stored'), 'fail'],
    ['exactly one', ['sent'], ({ signals }) => signals.sent.expectCount(1), 'pass'],
    ['one too many', ['sent', 'sent'], ({ signals }) => signals.sent.expectCount(1), 'fail'],
    ['none', ['stored'], ({ signals }) => signals.sent.expectNone({ within: '1s' }), 'pass'],
    ['one that was there', ['sent'], ({ signals }) => signals.sent.expectNone({ within: '1s' }), 'fail'],
  ])('%s', async (_what, sent, check, outcome) => {
    const { live, orders, clock, told } = signalling(check)
    for (const name of sent) {
      if (name === 'sent') orders.signals.sent.send('a', { key: 'one' })
      else orders.signals.stored.send(1, { key: 'one' })
    }
    await live.flush()
    void orders.runOnce({ id: 'one' })
    await clock.advance(1000)
    expect(told.outcomes).toEqual([outcome])
  })

  test('one that comes while none is wanted', async () => {
    const { orders, clock, told } = signalling(({ signals }) => signals.sent.expectNone({ within: '1s' }))
    void orders.runOnce({ id: 'one' })
    await clock.advance(500)
    orders.signals.sent.send('a', { key: 'one' })
    await clock.advance(1)
    expect(told.outcomes).toEqual(['fail'])
  })
})

test('the report has the way of each: latency from send to receive, and by how much the sender is ahead', async () => {
  const bus = new InProcessBus()
  const { live, clock } = watch({ bus })
  const orders = live.add(
    defineCase({ name: 'orders', signals, run: async ({ signals }) => void (await signals.sent.wait()) }),
  )
  const event = (signal: string, sentAt: number): SignalEvent => ({
    case: 'orders',
    signal,
    key: 'one',
    value: 'a',
    sentAt,
    source: 'there',
    sequence: 0,
  })
  await bus.send(event('sent', clock.now() - 40))
  await bus.send(event('stored', clock.now() + 250))
  const { signals: shown } = await orders.runOnce({ id: 'one' })
  expect(shown).toMatchObject([
    { signal: 'sent', latency: 40, skew: 0, consumed: true, source: 'there' },
    { signal: 'stored', latency: 0, skew: 250, consumed: false },
  ])
  expect(JSON.stringify(shown)).not.toContain('"value"')
  expect(orders.status).toMatchObject({ medians: { signals: { sent: 40, stored: 0 } }, skews: { there: 250 } })
  expect(live.problems['unmatched-signal']).toBe(1)
})

test('nothing is kept when the test has ended, and what nobody wanted is told when it is too old', async () => {
  const clock = watch().clock
  const unmatched: SignalEvent[] = []
  const bus = new InProcessBus({ clock, retention: 1000 })
  bus.onUnmatched((event) => unmatched.push(event))
  const { live } = watch({ bus, clock })
  const orders = live.add(
    defineCase({ name: 'orders', signals, run: async ({ signals }) => void (await signals.sent.wait()) }),
  )
  const ended = orders.runOnce({ id: 'one' })
  orders.signals.sent.send('a', { key: 'one' })
  orders.signals.sent.send('b', { key: 'one' })
  await ended
  expect(bus.size).toBe(0)
  orders.signals.sent.send('c', { key: 'never' })
  await live.flush()
  expect(bus.size).toBe(1)
  await clock.advance(1000)
  expect(bus.size).toBe(0)
  expect(unmatched).toMatchObject([{ value: 'c', key: 'never' }])
})

describe('values are checked', () => {
  const positive = signal((value) => {
    if (typeof value === 'number' && value > 0) return value
    throw new TypeError('Expected a number above 0.')
  })

  test('where they are sent', async () => {
    const { live, told } = watch()
    const orders = live.add(defineCase({ name: 'orders', signals: { positive }, run: () => {} }))
    orders.signals.positive.send(-1, { key: 'one' })
    expect(live.problems['bad-signal']).toBe(1)
    expect(told.told('problem')).toEqual([
      'bad-signal: Signal positive of orders is not sent: Expected a number above 0.',
    ])
  })

  test('where they arrive, unknown names too', async () => {
    const bus = new InProcessBus()
    const { live } = watch({ bus })
    const orders = live.add(defineCase({ name: 'orders', signals: { positive }, run: () => {} }))
    const event = { case: 'orders', key: 'one', value: 'x', sentAt: 0, source: 'there', sequence: 0 }
    await bus.send({ ...event, signal: 'positive' })
    await bus.send({ ...event, signal: 'unheard-of' })
    expect(await orders.runOnce({ id: 'one' })).toMatchObject({ outcome: 'pass', signals: [] })
    expect(live.problems['bad-signal']).toBe(2)
  })
})
