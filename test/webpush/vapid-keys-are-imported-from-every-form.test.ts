import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import { inspect } from 'node:util'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import webpush from 'web-push'
import { isPushwrightError } from '../../src/errors/index.ts'
import {
  exportVapidPrivateKey,
  generateVapidKeys,
  importVapidKeys,
  type VapidKeysInput,
} from '../../src/webpush/index.ts'

const pair = webpush.generateVAPIDKeys()
const other = webpush.generateVAPIDKeys()
const key = importVapidKeys(pair).privateKey
const jwk = key.export({ format: 'jwk' })
const pkcs8 = key.export({ format: 'pem', type: 'pkcs8' }).toString()
const sec1 = key.export({ format: 'pem', type: 'sec1' }).toString()

const forms: [string, VapidKeysInput][] = [
  ['the pair of web-push', pair],
  ['a pair without its public half', { privateKey: pair.privateKey }],
  [
    'a padded pair in the standard alphabet',
    { publicKey: standard(pair.publicKey), privateKey: standard(pair.privateKey) },
  ],
  ['a private key alone', pair.privateKey],
  ['a private key with a line break behind it', `${pair.privateKey}\n`],
  ['a JWK', jwk],
  ['a JWK with nothing but d', { kty: 'EC', crv: 'P-256', d: String(jwk.d) }],
  ['a PEM (PKCS #8)', pkcs8],
  ['a PEM (SEC 1)', `\n${sec1}`],
  ['a PEM beside its public key', { publicKey: pair.publicKey, privateKey: sec1 }],
]

test.each(forms)('%s', (_, input) => {
  const keys = importVapidKeys(input)
  expect(keys.publicKey).toBe(pair.publicKey)
  expect(exportVapidPrivateKey(keys)).toBe(pair.privateKey)
})

test('generated keys can be stored and read again', () => {
  const keys = generateVapidKeys()
  expect(importVapidKeys(exportVapidPrivateKey(keys)).publicKey).toBe(keys.publicKey)
})

const p384 = generateKeyPairSync('ec', { namedCurve: 'secp384r1' }).privateKey
const ed25519 = generateKeyPairSync('ed25519').privateKey
const encrypted = key.export({ format: 'pem', type: 'pkcs8', cipher: 'aes-128-cbc', passphrase: 'secret' }).toString()
const { d: _private, ...publicJwk } = jwk

const refusals: [string, unknown, string][] = [
  [
    'a public key of another pair',
    { ...pair, publicKey: other.publicKey },
    'Expected the public key to belong to the private key',
  ],
  [
    'a PEM beside another public key',
    { publicKey: other.publicKey, privateKey: sec1 },
    'Expected the public key to belong',
  ],
  [
    'a JWK with another point',
    { ...jwk, x: importVapidKeys(other).privateKey.export({ format: 'jwk' }).x },
    'to belong to the private key',
  ],
  ['a public JWK', publicJwk, 'Expected a private JWK with `d`, got a public one.'],
  [
    'a JWK on P-384',
    p384.export({ format: 'jwk' }),
    'Expected a JWK with kty EC and crv P-256, got kty EC and crv P-384.',
  ],
  ['a JWK with a short x', { ...jwk, x: 'AAAA' }, 'Expected `x` and `y` of the JWK to be base64url of 32 bytes each.'],
  ['a PEM on P-384', p384.export({ format: 'pem', type: 'pkcs8' }), 'on P-256 (prime256v1), got secp384r1.'],
  ['a PEM of Ed25519', ed25519.export({ format: 'pem', type: 'pkcs8' }), 'on P-256 (prime256v1), got ed25519.'],
  ['an encrypted PEM', encrypted, 'Expected the PEM to hold an unencrypted private key'],
  ['a broken PEM', pkcs8.replace('\n', '\nAAAA'), 'Expected the PEM to hold an unencrypted private key'],
  ['a public key in place of the private one', pair.publicKey, 'got 65 bytes, which looks like the public key.'],
  [
    'a compressed public key',
    { ...pair, publicKey: `A${pair.publicKey.slice(1, 44)}` },
    'Expected `publicKey` to be base64url of 65 bytes',
  ],
  ['an empty private key', '', 'Expected the private key to be base64url of 32 bytes or a PEM, got 0 bytes.'],
  ['zero', 'A'.repeat(43), 'Expected the private key to be a number between 1 and the order of P-256.'],
  ['null', null, 'Expected VAPID keys to be text, a JWK or { publicKey, privateKey }, got null.'],
  ['nothing', {}, 'Expected VAPID keys to have a `privateKey` as text'],
]

test.each(refusals)('%s is refused', (_, input, message) => {
  expect(() => importVapidKeys(input as VapidKeysInput)).toThrow(
    expect.objectContaining({ code: 'ERR_KEY', message: expect.stringContaining(message) }),
  )
})

test('no error shows the private key', () => {
  const secrets = [pair.privateKey, ...pkcs8.split('\n').slice(1, 3)]
  const inputs: VapidKeysInput[] = [
    { ...pair, publicKey: other.publicKey },
    { ...jwk, y: 'A'.repeat(43) },
    `${pair.privateKey}!`,
    `x${pair.privateKey}`,
    pkcs8.replace('PRIVATE', 'PIRATE'),
    pkcs8.replace('\n', '\nAAAA'),
  ]
  for (const input of inputs) {
    const shown = inspect(
      thrownBy(() => importVapidKeys(input)),
      { depth: 9, showHidden: true },
    )
    for (const secret of secrets) expect(shown).not.toContain(secret)
  }
})

test('arbitrary input is imported or refused with ERR_KEY', () => {
  const text = fc.oneof(fc.string(), fc.base64String(), fc.constantFrom(pair.privateKey, pkcs8.slice(0, 60)))
  const record = fc.record({ publicKey: text, privateKey: text }, { requiredKeys: [] })
  const jwkLike = fc.record(
    { kty: fc.constantFrom('EC', 'RSA'), crv: fc.constantFrom('P-256', 'P-384'), d: text, x: text, y: text },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(fc.oneof(text, record, jwkLike, fc.anything()), (input) => {
      const error = thrownBy(() => importVapidKeys(input as VapidKeysInput))
      expect(error === undefined || isPushwrightError(error, 'ERR_KEY')).toBe(true)
    }),
    { numRuns: 1000 },
  )
})

test('a PEM without its public half gets one', () => {
  // ECPrivateKey (RFC 5915) with parameters and no public key, as some tools write it.
  const scalar = Buffer.from(pair.privateKey, 'base64url')
  const der = Buffer.concat([
    Buffer.from('30310201010420', 'hex'),
    scalar,
    Buffer.from('a00a06082a8648ce3d030107', 'hex'),
  ])
  expect(createPrivateKey({ key: der, format: 'der', type: 'sec1' }).asymmetricKeyType).toBe('ec')
  const pem = `-----BEGIN EC PRIVATE KEY-----\n${der.toString('base64')}\n-----END EC PRIVATE KEY-----\n`
  expect(importVapidKeys(pem).publicKey).toBe(pair.publicKey)
})

function standard(text: string): string {
  return Buffer.from(text, 'base64url').toString('base64')
}

function thrownBy(run: () => unknown): unknown {
  try {
    run()
    return undefined
  } catch (error) {
    return error
  }
}
