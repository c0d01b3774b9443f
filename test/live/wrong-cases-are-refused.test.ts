import { expect, test } from 'vitest'
import { type AnyCase, defineCase, LiveCheck, signal } from '../../src/live/index.ts'
import { watch } from './watch.ts'

const run = (): void => {}

test.each<[Partial<AnyCase>, string]>([
  [{ name: 'two words' }, 'Expected the name of a case to be 1 to 64 letters, digits, - and _, got "two words".'],
  [{ probability: 1.5 }, 'Expected `probability` of orders to be a number from 0 to 1, got 1.5.'],
  [{ frequency: 'soon' }, 'Expected `frequency` of orders to be a duration above 0 such as 500ms, 5s or 2m, got soon.'],
  [{ frequency: 0 }, 'Expected `frequency` of orders to be a duration above 0 such as 500ms, 5s or 2m, got 0.'],
  [{ maxHistory: 0 }, 'Expected `maxHistory` of orders to be a whole number from 1 to 1000000, got 0.'],
  [{ concurrency: 1.5 }, 'Expected `concurrency` of orders to be a whole number from 1 to 1000000, got 1.5.'],
  [{ failureRate: { atMost: 2 } }, 'Expected `failureRate` of orders to be a number from 0 to 1, got 2.'],
  [{ url: { minDelay: 'soon' } }, 'Expected `minDelay` of `url` of orders to be a duration above 0 such as'],
  [{ url: { connectTimeout: 0 } }, 'Expected `connectTimeout` of `url` of orders to be a duration above 0 such as'],
  [{ url: { retries: -1 } }, 'Expected `retries` of `url` of orders to be a whole number from 0 to 1000000, got -1.'],
  [{ url: { backoff: 0.5 } }, 'Expected `backoff` of `url` of orders to be a number from 1 to 100, got 0.5.'],
  [{ signals: { 'a.b': signal() } }, 'Expected the name of a signal of orders to be'],
])('%j', (options, message) => {
  const { live } = watch()
  expect(() => live.add({ name: 'orders', run, ...options })).toThrow(expect.objectContaining({ code: 'ERR_OPTION' }))
  expect(() => live.add({ name: 'orders', run, ...options })).toThrow(message)
})

test('two of one name', () => {
  const { live } = watch()
  live.add(defineCase({ name: 'orders', run }))
  expect(() => live.add(defineCase({ name: 'orders', run }))).toThrow('There are two cases orders.')
})

test('a live check without a proper name', () => {
  expect(() => new LiveCheck({ name: 'a.b' })).toThrow(expect.objectContaining({ code: 'ERR_OPTION' }))
})

test('one that comes too late', async () => {
  const { live } = watch()
  await live.start()
  expect(() => live.add(defineCase({ name: 'orders', run }))).toThrow(expect.objectContaining({ code: 'ERR_STATE' }))
  await expect(live.start()).rejects.toMatchObject({ code: 'ERR_STATE' })
})

test('a class is a case too, with every option in one place', async () => {
  class Orders {
    readonly name = 'orders'
    readonly warnStalledAfter = '7s'
    readonly signals = { sent: signal<string>() }
    readonly #expected = 1
    run(_execution: unknown, side: number): void {
      expect(side).toBe(this.#expected)
    }
  }
  const { live, clock } = watch()
  const orders = live.add(new Orders())
  expect((await orders.runOnce({ args: [1] })).outcome).toBe('pass')
  expect((await orders.runOnce({ args: [2] })).outcome).toBe('fail')
  await live.start()
  await clock.advance(7000)
  expect(orders.state).toBe('STALL')
})

test('a case runs no more tests at a time than it wants', async () => {
  const { live, clock } = watch()
  let running = 0
  let most = 0
  const orders = live.add(
    defineCase({
      name: 'orders',
      concurrency: 2,
      async run() {
        most = Math.max(most, ++running)
        await new Promise<void>((resolve) => clock.after(10, resolve))
        running--
      },
    }),
  )
  for (let index = 0; index < 6; index++) orders.trigger()
  await live.start()
  await clock.advance(30)
  expect(most).toBe(2)
  expect(orders.status.totals.pass).toBe(6)
})
