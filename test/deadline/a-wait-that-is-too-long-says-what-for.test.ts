import { describe, expect, test } from 'vitest'
import { Deadline } from '../../src/deadline/index.ts'

const never = (): undefined => undefined

test('in one sentence, and as data', async () => {
  await expect(Deadline.after(5).wait('the socket to open', never)).rejects.toMatchObject({
    code: 'ERR_TIMEOUT',
    message: 'Waited 5ms for the socket to open.',
    details: { timeout: 5, awaited: 'the socket to open' },
  })
})

test('as things are at the end, if a function says it', async () => {
  let seen = 0
  const waiting = Deadline.after(5).wait(() => `a third; ${seen} came`, never)
  seen = 2
  await expect(waiting).rejects.toThrow('Waited 5ms for a third; 2 came.')
})

test('also when nothing was left at the start', async () => {
  await expect(Deadline.after(0).wait('a miracle', never)).rejects.toThrow('Waited 0ms for a miracle.')
})

test('with the budget of the whole deadline, which several waits share', async () => {
  const deadline = Deadline.after(20)
  const first = deadline.wait('the first', never)
  await expect(first).rejects.toThrow('Waited 20ms for the first.')
  expect(deadline.remaining()).toBeLessThan(20)
  await expect(deadline.wait('the second', never)).rejects.toThrow('Waited 20ms for the second.')
})

describe('an abort', () => {
  test('ends the wait at once with its reason', async () => {
    const controller = new AbortController()
    const waiting = Deadline.after(Number.POSITIVE_INFINITY, { signal: controller.signal }).wait('a sign', never)
    controller.abort('enough')
    await expect(waiting).rejects.toMatchObject({
      code: 'ERR_ABORTED',
      message: 'Stopped waiting for a sign: the signal was aborted.',
      cause: 'enough',
      details: { awaited: 'a sign' },
    })
  })
  test('that came before keeps the work from starting', async () => {
    let started = false
    const waiting = Deadline.after(1000, { signal: AbortSignal.abort() }).wait('a sign', () => {
      started = true
      return undefined
    })
    await expect(waiting).rejects.toMatchObject({ code: 'ERR_ABORTED' })
    expect(started).toBe(false)
  })
  test('that comes after changes nothing', async () => {
    const controller = new AbortController()
    const waiting = Deadline.after(1000, { signal: controller.signal }).wait<string>('a sign', ({ resolve }) => {
      resolve('came')
      return undefined
    })
    controller.abort()
    await expect(waiting).resolves.toBe('came')
  })
})

test.each([-1, Number.NaN])('a timeout of %s is refused', (timeout) => {
  expect(() => Deadline.after(timeout)).toThrow(
    expect.objectContaining({
      code: 'ERR_OPTION',
      message: `Expected \`timeout\` to be milliseconds, 0 or more, got ${timeout}.`,
    }),
  )
})

describe('bound', () => {
  test('gives what the work gives', async () => {
    await expect(Deadline.after(1000).bound('the work', Promise.resolve(7))).resolves.toBe(7)
    const error = new Error('no')
    await expect(Deadline.after(1000).bound('the work', Promise.reject(error))).rejects.toBe(error)
  })
  test('does not wait longer than the deadline', async () => {
    await expect(Deadline.after(5).bound('the work', new Promise(() => {}))).rejects.toThrow('Waited 5ms for the work.')
  })
  test('hears of a rejection that comes too late', async () => {
    const late = Promise.withResolvers<never>()
    await expect(Deadline.after(5).bound('the work', late.promise)).rejects.toThrow('Waited 5ms')
    // An unhandled rejection would fail the run.
    late.reject(new Error('late'))
    await expect(late.promise).rejects.toThrow('late')
  })
  test('also when it was aborted before it began', async () => {
    const deadline = Deadline.after(1000, { signal: AbortSignal.abort() })
    const fail = async (): Promise<never> => {
      throw new Error('late')
    }
    await expect(deadline.bound('the work', fail())).rejects.toMatchObject({ code: 'ERR_ABORTED' })
    // An unhandled rejection would be reported by now, and fail the run.
    await new Promise(setImmediate)
  })
})
