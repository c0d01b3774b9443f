import { expect, test } from 'vitest'
import { createSubscriptionKeys, encrypt, importSenderKeys, importSubscriptionKeys } from '../../src/webpush/index.ts'
import { rfc8291 } from './published-vectors.ts'

test('a new subscription has a point of 65 bytes and a secret of 16', () => {
  const keys = createSubscriptionKeys()
  expect(keys.publicKey).toHaveLength(65)
  expect(keys.publicKey[0]).toBe(4)
  expect(keys.auth).toHaveLength(16)
  expect(keys.p256dh).toBe(keys.publicKey.toString('base64url'))
  expect(keys.authSecret).toBe(keys.auth.toString('base64url'))
})

test('the public key is derived when it is not given', () => {
  const { privateKey, auth } = rfc8291
  expect(importSubscriptionKeys({ privateKey, auth }).p256dh).toBe(rfc8291.publicKey)
})

test.each([
  [
    'a short private key',
    { ...rfc8291, privateKey: 'AAAA' },
    'Expected `privateKey` to be base64url of 32 bytes, got 3 bytes.',
  ],
  [
    'junk',
    { ...rfc8291, privateKey: '!' },
    'Expected `privateKey` to be base64url of 32 bytes, got text that is not base64url.',
  ],
  [
    'zero',
    { ...rfc8291, privateKey: 'A'.repeat(43) },
    'Expected `privateKey` to be a number between 1 and the order of P-256.',
  ],
  [
    'a public key of another pair',
    { ...rfc8291, publicKey: createSubscriptionKeys().p256dh },
    'Expected `publicKey` to belong to `privateKey`',
  ],
  ['a short secret', { ...rfc8291, auth: 'AAAA' }, 'Expected `auth` to be base64url of 16 bytes, got 3 bytes.'],
])('%s is refused', (_, saved, message) => {
  expect(() => importSubscriptionKeys(saved)).toThrow(
    expect.objectContaining({ code: 'ERR_KEY', message: expect.stringContaining(message) }),
  )
})

const point = Buffer.from(rfc8291.publicKey, 'base64url')

test.each([
  ['junk', '?', 'got text that is not base64url'],
  ['a short point', 'BAAA', 'got 3 bytes'],
  [
    'a compressed point',
    Buffer.concat([Buffer.of(2), point.subarray(1, 33)]).toString('base64url'),
    'got a compressed point (33 bytes)',
  ],
  ['a hybrid point', Buffer.concat([Buffer.of(6), point.subarray(1)]).toString('base64url'), 'begin with 0x06'],
  [
    'a point off the curve',
    Buffer.concat([point.subarray(0, 64), Buffer.of(0)]).toString('base64url'),
    'not on the curve',
  ],
  ['zeros', Buffer.concat([Buffer.of(4), Buffer.alloc(64)]).toString('base64url'), 'not on the curve'],
])('nothing is encrypted for %s', (_, p256dh, message) => {
  expect(() => encrypt('hello', { p256dh, auth: rfc8291.auth })).toThrow(
    expect.objectContaining({ code: 'ERR_KEY', message: expect.stringContaining(message) }),
  )
})

test('nothing is encrypted with a secret of another length', () => {
  expect(() => encrypt('hello', { p256dh: rfc8291.publicKey, auth: 'AAAA' })).toThrow(
    'Expected `auth` to be base64url of 16 bytes',
  )
})

test('sender keys are 32 bytes of a valid number', () => {
  for (const wrong of ['', 'AAAA', 'A'.repeat(43), `${'_'.repeat(42)}8`]) {
    expect(() => importSenderKeys(wrong)).toThrow(expect.objectContaining({ code: 'ERR_KEY' }))
  }
})
