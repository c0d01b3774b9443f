import { expect, test } from 'vitest'
import { defineCase, type LiveCheckOptions } from '../../src/live/index.ts'
import { watch } from './watch.ts'

/** Triggers 6 tests of each of two cases, and gives the most that ran at a time. */
async function mostAtATime(options: LiveCheckOptions, own: { concurrency?: number } = {}): Promise<number> {
  const { live, clock, told } = watch(options)
  let running = 0
  let most = 0
  for (const name of ['orders', 'payments']) {
    const watched = live.add(
      defineCase({
        ...own,
        name,
        async run() {
          most = Math.max(most, ++running)
          await new Promise<void>((resolve) => clock.after(10, resolve))
          running--
        },
      }),
    )
    for (let index = 0; index < 6; index++) watched.trigger()
  }
  await live.start()
  await clock.advance(120)
  expect(told.outcomes).toEqual(Array(12).fill('pass'))
  return most
}

test.each<[LiveCheckOptions, { concurrency?: number }, number]>([
  [{}, {}, 12],
  [{ caseConcurrency: 2 }, {}, 4],
  [{ caseConcurrency: 2 }, { concurrency: 3 }, 6],
  [{ testConcurrency: 1 }, {}, 1],
  [{ testConcurrency: 5, caseConcurrency: 4 }, {}, 5],
])('with %j and cases with %j, at most %i tests run at a time', async (options, own, most) => {
  expect(await mostAtATime(options, own)).toBe(most)
})

test.each<[LiveCheckOptions, readonly number[]]>([
  [{}, [0, 10_000, 20_000, 30_000]],
  [{ frequency: '15s' }, [0, 15_000, 30_000]],
  [{ leastFrequency: '20s' }, [0, 20_000]],
  [{ leastFrequency: '5s' }, [0, 10_000, 20_000, 30_000]],
  [{ frequency: '1s', leastFrequency: '30s' }, [0, 30_000]],
])('with %j, a case that wants a fake request every 10 s makes them at %j ms', async (options, expected) => {
  const { live, clock } = watch(options)
  const at: number[] = []
  live.add(defineCase({ name: 'orders', frequency: '10s', run: () => void at.push(clock.monotonic()) }))
  await live.start()
  await clock.advance(30_000)
  expect(at).toEqual(expected)
})
