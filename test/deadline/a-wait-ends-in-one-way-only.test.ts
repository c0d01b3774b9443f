import { describe, expect, test, vi } from 'vitest'
import { Deadline, type Settle } from '../../src/deadline/index.ts'

/** Starts a wait whose end the test decides, and counts how often it is undone. */
function startWait(deadline = Deadline.after(60_000)) {
  const stop = vi.fn()
  let settle: Settle<string> | undefined
  const result = deadline.wait<string>('a sign', (given) => {
    settle = given
    return stop
  })
  // Looked at later; until then it is no unhandled rejection.
  result.catch(() => {})
  return { result, stop, settle: settle as Settle<string> }
}

const error = new Error('no')

describe('its registrations are undone exactly once', () => {
  test('when it is resolved', async () => {
    const { result, stop, settle } = startWait()
    settle.resolve('yes')
    await expect(result).resolves.toBe('yes')
    expect(stop).toHaveBeenCalledTimes(1)
  })
  test('when it is rejected', async () => {
    const { result, stop, settle } = startWait()
    settle.reject(error)
    await expect(result).rejects.toBe(error)
    expect(stop).toHaveBeenCalledTimes(1)
  })
  test('when the time is over', async () => {
    const { result, stop } = startWait(Deadline.after(5))
    await expect(result).rejects.toMatchObject({ code: 'ERR_TIMEOUT' })
    expect(stop).toHaveBeenCalledTimes(1)
  })
  test('when it is aborted', async () => {
    const controller = new AbortController()
    const { result, stop } = startWait(Deadline.after(60_000, { signal: controller.signal }))
    controller.abort()
    await expect(result).rejects.toMatchObject({ code: 'ERR_ABORTED' })
    expect(stop).toHaveBeenCalledTimes(1)
  })
  test('when it is settled before it could say how to undo it', async () => {
    const stop = vi.fn()
    const result = Deadline.after(60_000).wait<string>('a sign', ({ resolve }) => {
      resolve('early')
      return stop
    })
    await expect(result).resolves.toBe('early')
    expect(stop).toHaveBeenCalledTimes(1)
  })
})

test('what comes after the end has no effect', async () => {
  const { result, stop, settle } = startWait()
  settle.resolve('first')
  settle.resolve('second')
  settle.reject(error)
  await expect(result).resolves.toBe('first')
  expect(stop).toHaveBeenCalledTimes(1)
})

test('what the work throws rejects the wait', async () => {
  const result = Deadline.after(60_000).wait('a sign', () => {
    throw error
  })
  await expect(result).rejects.toBe(error)
})

test('an end leaves no timer and no listener behind', async () => {
  const controller = new AbortController()
  const remove = vi.spyOn(controller.signal, 'removeEventListener')
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
  const before = timers()
  const { result, settle } = startWait(Deadline.after(60_000, { signal: controller.signal }))
  expect(timers()).toBe(before + 1)
  settle.resolve('done')
  await result
  expect(timers()).toBe(before)
  expect(remove).toHaveBeenCalledTimes(1)
})
