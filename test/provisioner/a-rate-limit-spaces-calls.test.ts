import { expect, test } from 'vitest'
import { rateLimit } from '../../src/provisioner/index.ts'

test('the first is at once, the next ones in order and with gaps', async () => {
  const throttle = rateLimit(50)
  const turns: { name: number; at: number }[] = []
  await Promise.all(
    [0, 1, 2, 3].map(async (name) => {
      await throttle()
      turns.push({ name, at: performance.now() })
    }),
  )
  expect(turns.map(({ name }) => name)).toEqual([0, 1, 2, 3])
  const [first, , , last] = turns
  // Three gaps of 20 ms; each of Node's timers can be a millisecond early.
  expect((last?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(57)
})

test('a turn can be less often than once a second', async () => {
  const throttle = rateLimit(0.001)
  await throttle()
  const controller = new AbortController()
  const second = throttle({ signal: controller.signal })
  let taken = false
  void second.then(
    () => {
      taken = true
    },
    () => {},
  )
  await new Promise(setImmediate)
  expect(taken).toBe(false)
  controller.abort()
  await expect(second).rejects.toMatchObject({
    code: 'ERR_ABORTED',
    message: 'Stopped waiting for a turn to post: the signal was aborted.',
  })
})

test('an abort leaves no timer behind', async () => {
  const throttle = rateLimit(0.001)
  await throttle()
  const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
  const before = timers()
  await expect(throttle({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'ERR_ABORTED' })
  expect(timers()).toBe(before)
})
