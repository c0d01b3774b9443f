import { expect, test } from 'vitest'
import { defineCase, InProcessBus } from '../../src/live/index.ts'
import { watch } from './watch.ts'

test('the first is made at once, the others by the plan', async () => {
  const { live, clock } = watch()
  const at: number[] = []
  live.add(defineCase({ name: 'orders', frequency: '10s', run: () => void at.push(clock.monotonic()) }))
  await live.start()
  await clock.advance(35_000)
  expect(at).toEqual([0, 10_000, 20_000, 30_000])
})

test('one that takes too long is not overtaken: what it misses is left out and counted', async () => {
  const { live, clock } = watch()
  const at: number[] = []
  let takes = 25_000
  live.add(
    defineCase({
      name: 'orders',
      frequency: '10s',
      run: () => {},
      async makeFakeRequest() {
        at.push(clock.monotonic())
        const wait = takes
        takes = 0
        await new Promise<void>((resolve) => clock.after(wait, resolve))
      },
    }),
  )
  await live.start()
  await clock.advance(40_000)
  expect(at).toEqual([0, 30_000, 40_000])
  expect(live.problems['missed-request']).toBe(1)
})

test('one that throws ends nothing', async () => {
  const { live, clock, told } = watch()
  let made = 0
  live.add(
    defineCase({
      name: 'orders',
      frequency: '10s',
      run: () => {},
      makeFakeRequest(request) {
        made++
        request.target.openApplicationServer()
      },
    }),
  )
  await live.start()
  await clock.advance(20_000)
  expect(made).toBe(3)
  expect(live.problems['fake-request']).toBe(3)
  expect(told.told('problem')[0]).toContain('The live check has no target.')
})

test('none is made by a process that leaves them to others', async () => {
  const { live, clock, told } = watch({ fakeRequests: false })
  live.add(defineCase({ name: 'orders', frequency: '10s', run: () => {} }))
  await live.start()
  await clock.advance(60_000)
  expect(told.outcomes).toEqual([])
})

test('each is made by the process whose turn it is, which the bus knows', async () => {
  const turns = [true, false, new Error('no bus'), true]
  class TurningBus extends InProcessBus {
    override async takeTurn(): Promise<boolean> {
      const turn = turns.shift() ?? false
      if (turn instanceof Error) throw turn
      return turn
    }
  }
  const { live, clock, told } = watch({ bus: new TurningBus() })
  const at: number[] = []
  live.add(defineCase({ name: 'orders', frequency: '10s', run: () => void at.push(clock.monotonic()) }))
  await live.start()
  await clock.advance(60_000)
  expect(at).toEqual([0, 30_000])
  expect(told.told('problem')).toEqual([
    'bus: A fake request of orders was left out, since the bus has trouble: no bus',
  ])
})

test('none is made while the case is not active', async () => {
  const { live, clock, told } = watch()
  const orders = live.add(defineCase({ name: 'orders', frequency: '10s', active: false, run: () => {} }))
  await live.start()
  await clock.advance(15_000)
  orders.active = true
  await clock.advance(10_000)
  expect(told.outcomes).toEqual(['pass'])
})

test('medians are of the pace and of the tests that passed', async () => {
  const { live, clock } = watch()
  let runs = 0
  const orders = live.add(
    defineCase({
      name: 'orders',
      frequency: '10s',
      maxHistory: 3,
      async run() {
        runs++
        await new Promise<void>((resolve) => clock.after(runs * 100, resolve))
      },
    }),
  )
  await live.start()
  await clock.advance(50_000)
  expect(orders.status.history.map(({ runtime }) => runtime)).toEqual([300, 400, 500])
  expect(orders.status.medians).toEqual({ frequency: 10_000, latency: 0, runtime: 400, signals: {} })
})
