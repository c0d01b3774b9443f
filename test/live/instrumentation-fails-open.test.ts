import { expect, test } from 'vitest'
import { defineCase, InProcessBus, type LiveBus, signal } from '../../src/live/index.ts'
import { settle } from './manual-clock.ts'
import { nested } from './nested.ts'
import { watch } from './watch.ts'

const signals = { sent: signal<unknown>() }

/** A bus that is down: everything sent to it fails. */
async function downBus(): Promise<LiveBus> {
  const bus = new InProcessBus()
  await bus.close()
  return bus
}

/** A bus that never answers what is sent to it. */
class HangingBus extends InProcessBus {
  asked = 0
  override enqueue(): Promise<void> {
    this.asked++
    return new Promise(() => {})
  }
}

test('a bus that is down disturbs nobody who triggers or signals', async () => {
  const { live } = watch({ bus: await downBus() })
  const orders = live.add(defineCase({ name: 'orders', signals, probability: 1, run: () => {} }))
  const result = orders.maybeTrigger((test) => {
    orders.signals.sent.send('a')
    return `${test?.case} placed`
  })
  expect(result).toBe('orders placed')
  await live.flush()
  expect(live.problems.bus).toBe(2)
})

test('what waits to be sent is bounded, in number and at a time', async () => {
  const bus = new HangingBus()
  const { live } = watch({ bus, signalConcurrency: 3, outboxLimit: 5 })
  const orders = live.add(defineCase({ name: 'orders', run: () => {} }))
  for (let index = 0; index < 20; index++) orders.trigger()
  await settle()
  expect(bus.asked).toBe(3)
  expect(live.problems.dropped).toBe(20 - 3 - 5)
})

test('30 are sent at a time and 1000 wait unless told otherwise', async () => {
  const bus = new HangingBus()
  const { live } = watch({ bus })
  const orders = live.add(defineCase({ name: 'orders', run: () => {} }))
  for (let index = 0; index < 1035; index++) orders.trigger()
  await settle()
  expect([bus.asked, live.problems.dropped]).toEqual([30, 5])
})

test.each([['a cycle', () => Object.assign({}, { self: null as unknown })]])(
  'arguments that are no JSON: %s',
  async (_what, make) => {
    const { live, told } = watch()
    const value = make()
    value.self = value
    const orders = live.add(defineCase<typeof signals, [unknown]>({ name: 'orders', signals, run: () => {} }))
    orders.trigger({ args: [value] })
    orders.signals.sent.send(value, { key: 'one' })
    expect(live.problems).toMatchObject({ trigger: 1, 'bad-signal': 1 })
    await live.start()
    await live.stop()
    expect(told.reports).toMatchObject([{ outcome: 'pass', test: { args: [] } }])
  },
)

test('arguments that are nested too deep', () => {
  const { live, told } = watch()
  const orders = live.add(defineCase<typeof signals, [unknown]>({ name: 'orders', signals, run: () => {} }))
  // The list of arguments is the first of the 100.
  expect(orders.trigger({ args: [nested(99)] }).args).toEqual([nested(99)])
  expect(orders.trigger({ args: [nested(100)] }).args).toEqual([])
  expect(told.told('problem')).toEqual(['trigger: Expected the arguments of a test to be nested 100 deep at most.'])
})

test('an id that cannot be one is replaced', () => {
  const { live } = watch()
  const orders = live.add(defineCase({ name: 'orders', run: () => {} }))
  for (const id of ['', 'x'.repeat(129)]) expect(orders.trigger({ id }).id).toMatch(/^[\da-f-]{36}$/)
  expect(orders.trigger({ id: 'half a pair \ud800' }).id).toBe('half a pair \ufffd')
  expect(live.problems.trigger).toBe(2)
})

test('a trigger after the end is counted', async () => {
  const { live } = watch()
  const orders = live.add(defineCase({ name: 'orders', run: () => {} }))
  await live.stop()
  orders.trigger()
  expect(live.problems.trigger).toBe(1)
})

test('a signal without a test of its case is not sent', async () => {
  const bus = new InProcessBus()
  const { live } = watch({ bus })
  const orders = live.add(defineCase({ name: 'orders', signals, probability: 1, run: () => {} }))
  const others = live.add(defineCase({ name: 'others', signals, probability: 1, run: () => {} }))
  others.signals.sent.send('outside')
  orders.maybeTrigger(() => others.signals.sent.send('in the test of another'))
  await live.start()
  await live.stop()
  expect(live.problems['unmatched-signal']).toBe(0)
})

test('what a reporter throws is counted, and the others are told', async () => {
  const { live, told } = watch({
    reporters: [
      {
        report: () => {
          throw new Error('disk full')
        },
      },
    ],
  })
  live.addReporter(told)
  const orders = live.add(defineCase({ name: 'orders', run: () => {} }))
  await orders.runOnce()
  expect(live.problems.reporter).toBe(1)
  expect(told.outcomes).toEqual(['pass'])
})

test('a bus that hangs does not keep the live check from stopping', async () => {
  const { live, clock } = watch({ bus: new HangingBus() })
  live.add(defineCase({ name: 'orders', run: () => {} })).trigger()
  const stopped = live.stop({ grace: 5000 })
  await clock.advance(5000)
  await stopped
  expect(live.problems.stop).toBe(1)
})
