import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  decodeProto,
  encodeFixed64,
  encodeProto,
  encodeVarint,
  numberOf,
  readVarint,
  textOf,
} from '../../src/browser/chromium/push/protobuf.ts'

const fieldNumber = fc.integer({ min: 1, max: 2 ** 29 - 1 })
const unsigned = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })
const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array))
const field = fc.tuple(fieldNumber, fc.oneof(unsigned, bytes))

test('whatever fields there are', () => {
  fc.assert(
    fc.property(fc.array(field), (fields) => {
      const expected = fields.map(([number, value]) => ({ number, value }))
      expect(decodeProto(encodeProto(fields))).toEqual(expected)
    }),
  )
})

test('whatever bytes come give fields or nothing', () => {
  fc.assert(
    fc.property(bytes, (any) => {
      const fields = decodeProto(any)
      if (fields === undefined) return
      for (const { number, value } of fields) {
        expect(number).toBeGreaterThanOrEqual(0)
        if (typeof value !== 'bigint') expect(value.length).toBeLessThanOrEqual(any.length)
      }
    }),
  )
})

test('a message that is cut off in the middle of a field is none', () => {
  const whole = encodeProto([[1, 'some text']])
  for (let length = 1; length < whole.length; length++) expect(decodeProto(whole.subarray(0, length))).toBeUndefined()
})

describe('a number', () => {
  // protobuf.dev/programming-guides/encoding has this example.
  test('has the bytes of the documentation', () => {
    expect(encodeVarint(150n).toString('hex')).toBe('9601')
    expect(encodeProto([[1, 150]]).toString('hex')).toBe('089601')
  })

  test('of 64 bits has eight bytes', () => {
    expect(encodeFixed64(7, 1n).toString('hex')).toBe('390100000000000000')
    expect(decodeProto(encodeFixed64(7, 2n ** 63n))).toEqual([{ number: 7, value: 2n ** 63n }])
  })

  test('that never ends is none', () => {
    expect(readVarint(Buffer.alloc(11, 0xff), 0)).toBeUndefined()
  })
})

test('fields are found by number', () => {
  const fields = decodeProto(
    encodeProto([
      [2, 7],
      [2, 'text'],
    ]),
  )
  expect(textOf(fields ?? [], 2)).toBe('text')
  expect(numberOf(fields ?? [], 2)).toBe(7)
  expect(numberOf(fields ?? [], 3)).toBeUndefined()
})
