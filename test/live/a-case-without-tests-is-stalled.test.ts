import { expect, test } from 'vitest'
import { defineCase } from '../../src/live/index.ts'
import { watch } from './watch.ts'

function stalling(active = true) {
  const stage = watch()
  const orders = stage.live.add(defineCase({ name: 'orders', active, warnStalledAfter: '10s', run: () => {} }))
  return { ...stage, orders }
}

test('after one period, and not after two', async () => {
  const { live, clock, orders, told } = stalling()
  await live.start()
  await clock.advance(9999)
  expect(orders.state).toBe('INIT')
  await clock.advance(1)
  expect(orders.state).toBe('STALL')
  expect(told.told('failing')).toEqual(['failing: stall'])
  expect(live.healthy).toBe(false)
})

test('counted from the last test', async () => {
  const { live, clock, orders } = stalling()
  await live.start()
  await clock.advance(6000)
  await orders.runOnce()
  await clock.advance(9999)
  expect(orders.state).toBe('PASS')
  await clock.advance(1)
  expect(orders.state).toBe('STALL')
})

test('until a test comes, and what was known before shows again', async () => {
  const { live, clock, orders, told } = stalling()
  await live.start()
  await orders.runOnce()
  await clock.advance(10_000)
  await orders.runOnce()
  expect(orders.state).toBe('PASS')
  expect(told.told('failing', 'recovered')).toEqual(['failing: stall', 'recovered: stall'])
})

test('which does not hide that its tests failed', async () => {
  const { live, clock } = watch()
  const orders = live.add(defineCase({ name: 'orders', warnStalledAfter: '10s', run: () => Promise.reject('no') }))
  await live.start()
  await orders.runOnce()
  await clock.advance(10_000)
  expect(orders.state).toBe('STALL')
  const ended = orders.runOnce()
  expect(orders.state).toBe('ERROR')
  await ended
})

test('unless it is not active', async () => {
  const { live, clock, orders, told } = stalling(false)
  await live.start()
  await clock.advance(60_000)
  expect(orders.state).toBe('SKIP')
  orders.active = true
  await clock.advance(9999)
  expect(told.told('failing')).toEqual([])
  await clock.advance(1)
  expect(told.told('failing')).toEqual(['failing: stall'])
  orders.active = false
  expect(orders.state).toBe('SKIP')
  expect(live.healthy).toBe(true)
})

test('although it skips what comes while it is not active', async () => {
  const { live, clock, orders, told } = stalling()
  await live.start()
  await clock.advance(5000)
  orders.active = false
  await orders.runOnce()
  await clock.advance(60_000)
  orders.active = true
  await clock.advance(10_000)
  expect(told.told('failing')).toEqual(['failing: stall'])
})

test('but not by a backlog that is too old', async () => {
  const { live, clock, told } = watch()
  const orders = live.add(
    defineCase({
      name: 'orders',
      warnStalledAfter: '10s',
      testExpires: '1s',
      concurrency: 1,
      run: () => clock.advance(0),
    }),
  )
  orders.trigger()
  await live.flush()
  await clock.advance(5000)
  await live.start()
  await clock.advance(9999)
  expect(told.outcomes).toEqual(['expired'])
  expect(told.told('failing')).toEqual([])
})

test('and nothing is looked for when the live check has stopped', async () => {
  const { live, clock, told } = stalling()
  await live.start()
  await live.stop({ grace: 0 })
  await clock.advance(60_000)
  expect(told.told('failing')).toEqual([])
  expect(clock.pending).toBe(0)
})
