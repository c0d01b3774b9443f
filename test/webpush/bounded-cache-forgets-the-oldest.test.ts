import { expect, test } from 'vitest'
import { BoundedCache } from '../../src/webpush/bounded-cache.ts'

test('the least recently used entry goes first', () => {
  const cache = new BoundedCache<string, number>(2)
  cache.set('a', 1)
  cache.set('b', 2)
  expect(cache.get('a')).toBe(1)
  cache.set('c', 3)
  expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual([1, undefined, 3])
  expect(cache.size).toBe(2)
})

test('an entry that was replaced is not deleted in its name', () => {
  const cache = new BoundedCache<string, number>(2)
  cache.set('a', 1)
  cache.set('a', 2)
  cache.deleteIf('a', 1)
  expect(cache.get('a')).toBe(2)
  cache.deleteIf('a', 2)
  expect(cache.get('a')).toBeUndefined()
})
