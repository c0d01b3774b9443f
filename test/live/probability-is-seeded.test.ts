import { expect, test } from 'vitest'
import { defineCase } from '../../src/live/index.ts'
import { watch } from './watch.ts'

function sample(seed: number, probability: number, active = true): boolean[] {
  const { live } = watch({ seed })
  const orders = live.add(defineCase({ name: 'orders', active, probability, run: () => {} }))
  return Array.from({ length: 1000 }, () => orders.maybeTrigger((test) => test !== undefined))
}

test('the same seed chooses the same requests', () => {
  expect(sample(7, 0.5)).toEqual(sample(7, 0.5))
  expect(sample(7, 0.5)).not.toEqual(sample(8, 0.5))
})

test('so many of them as it says', () => {
  const chosen = (probability: number): number => sample(7, probability).filter(Boolean).length
  expect(chosen(0)).toBe(0)
  expect(chosen(1)).toBe(1000)
  expect(chosen(0.1)).toBeGreaterThan(60)
  expect(chosen(0.1)).toBeLessThan(140)
})

test('none while the case is not active', () => {
  expect(sample(7, 1, false)).not.toContain(true)
})
