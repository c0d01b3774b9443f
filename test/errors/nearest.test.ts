import { expect, test } from 'vitest'
import { nearest } from '../../src/errors/index.ts'

test('suggests the name with the fewest different letters', () => {
  expect(nearest('quirk', ['quirks', 'url', 'timeout'])).toBe('quirks')
  expect(nearest('time_out', ['quirks', 'timeout', 'timeout_scale'])).toBe('timeout')
})

test('suggests nothing when no name is near', () => {
  expect(nearest('colour', ['url', 'timeout', 'quirks'])).toBeUndefined()
})

test('suggests nothing for nothing', () => {
  expect(nearest('', ['pin_store'])).toBeUndefined()
  expect(nearest('x', [])).toBeUndefined()
})
