import fc from 'fast-check'
import { expect, test } from 'vitest'
import { allAt, parsePath } from '../../src/conversation/matching/path.ts'

const escapeName = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1').replaceAll('*', '~2')

test('any text is a path, and none crashes', () => {
  fc.assert(
    fc.property(
      fc.jsonValue(),
      fc.string({ unit: fc.constantFrom('/', '*', '~', '1', '-', 'a', '') }),
      (value, path) => {
        expect(Array.isArray(allAt(value, parsePath(path)))).toBe(true)
      },
    ),
  )
})

test('every part of any JSON can be reached by its own path, with or without the first slash', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const walk = (part: unknown, path: string): void => {
        expect(allAt(value, parsePath(path))).toContain(part)
        if (typeof part !== 'object' || part === null) return
        for (const [name, member] of Object.entries(part)) walk(member, `${path}/${escapeName(name)}`)
      }
      walk(value, '')
    }),
  )
  expect(allAt({ a: { b: 1 } }, parsePath('a/b'))).toEqual([1])
})

test('a wildcard leads to every element and every value, in order', () => {
  fc.assert(
    fc.property(fc.oneof(fc.array(fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue())), (value) => {
      expect(allAt(value, parsePath('*'))).toEqual(Object.values(value))
      expect(allAt({ x: value }, parsePath('/x/*'))).toEqual(Object.values(value))
    }),
  )
})

test('nothing leads through a scalar', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null)), fc.string(), (value, name) => {
      expect(allAt({ a: value }, parsePath(`a/${escapeName(name)}`))).toEqual([])
    }),
  )
})
