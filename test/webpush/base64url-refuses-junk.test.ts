import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeBase64url, encodeBase64url } from '../../src/webpush/index.ts'

test('every byte sequence comes back, unpadded or padded', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      const text = encodeBase64url(bytes)
      expect(text).toMatch(/^[\w-]*$/)
      const padded = text.padEnd(Math.ceil(text.length / 4) * 4, '=')
      for (const form of [text, padded]) expect(decodeBase64url(form)).toEqual(Buffer.from(bytes))
      expect(decodeBase64url(Buffer.from(bytes).toString('base64'), 'any')).toEqual(Buffer.from(bytes))
    }),
  )
})

test('whatever is decoded was the only way to write it', () => {
  const letters = fc.string({ unit: fc.constantFrom(...'ABgw059-_+/= \n'), maxLength: 12 })
  fc.assert(
    fc.property(fc.oneof(letters, fc.string()), (text) => {
      const bytes = decodeBase64url(text)
      if (bytes !== undefined) expect(encodeBase64url(bytes)).toBe(text.replace(/=+$/, ''))
    }),
  )
})

test.each([
  ['a letter that is not in the alphabet', 'AA*A'],
  ['a space', 'AA A'],
  ['a line break', 'AAA\n'],
  ['an impossible length', 'AAAAA'],
  ['padding within', 'AA=A'],
  ['too much padding', 'AA==='],
  ['bits behind the last byte', 'AB'],
  ['the standard alphabet', 'a+/a'],
  ['what is no text', undefined as unknown as string],
])('%s is refused', (_, text) => {
  expect(decodeBase64url(text)).toBeUndefined()
})

test('the standard alphabet is read when asked for', () => {
  expect(decodeBase64url('+/8=', 'any')).toEqual(Buffer.of(0xfb, 0xff))
})
