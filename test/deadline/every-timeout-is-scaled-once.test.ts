import { expect, test } from 'vitest'
import { Timing } from '../../src/deadline/index.ts'

test('the default one and a given one', () => {
  const timing = new Timing({ timeout: 5000, scale: 2 })
  expect(timing.deadline().timeout).toBe(10_000)
  expect(timing.deadline({ timeout: 100 }).timeout).toBe(200)
  expect(timing.deadline().remaining()).toBeGreaterThan(5000)
  expect(timing.timeout).toBe(5000)
})

test('5 s and no scale by default', () => {
  expect(new Timing().deadline().timeout).toBe(5000)
})

test('an endless one stays endless', () => {
  expect(new Timing({ scale: 0.5 }).deadline({ timeout: Number.POSITIVE_INFINITY }).timeout).toBe(
    Number.POSITIVE_INFINITY,
  )
})

test('the message tells the scaled one', async () => {
  const deadline = new Timing({ timeout: 2, scale: 3 }).deadline()
  await expect(deadline.wait('a sign', () => undefined)).rejects.toThrow('Waited 6ms for a sign.')
})

test('the signal is handed on', () => {
  const { signal } = new AbortController()
  expect(new Timing().deadline({ signal }).signal).toBe(signal)
})
