import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isPushwrightError } from '../../src/errors/index.ts'
import { generateVapidKeys, parseVapidAuthorization } from '../../src/webpush/index.ts'

const { publicKey } = generateVapidKeys()
const point = Buffer.from(publicKey, 'base64url')
const accepted = { token: 'a.b.c', publicKey: point }

test.each([
  ['RFC 8292', `vapid t=a.b.c, k=${publicKey}`, undefined, 'vapid'],
  ['another order, no space', `vapid k=${publicKey},t=a.b.c`, undefined, 'vapid'],
  ['another case of scheme and names', `VAPID T=a.b.c, K=${publicKey}`, undefined, 'vapid'],
  ['quoted values', `vapid t="a.b.c", k="${publicKey}"`, undefined, 'vapid'],
  ['a padded key in the standard alphabet', `vapid t=a.b.c, k=${point.toString('base64')}`, undefined, 'vapid'],
  ['draft 01', 'WebPush a.b.c', `p256ecdsa=${publicKey}`, 'webpush'],
  ['draft 00', 'Bearer a.b.c', `p256ecdsa=${publicKey}`, 'bearer'],
  ['a key beside the one of the encryption', 'WebPush a.b.c', `dh=BA;p256ecdsa=${publicKey}`, 'webpush'],
  [
    'a key in another value',
    'WebPush a.b.c',
    `keyid=p256dh;dh=BA, keyid=p256ecdsa;p256ecdsa="${publicKey}"`,
    'webpush',
  ],
])('%s', (_, authorization, cryptoKey, scheme) => {
  expect(parseVapidAuthorization(authorization, cryptoKey)).toEqual({ scheme, ...accepted })
})

test.each([
  ['nothing', '', undefined, 'scheme', 'Authorization'],
  ['another scheme', 'Basic a.b.c', undefined, 'scheme', 'Authorization'],
  ['no parameters', 'vapid', undefined, 'format', 'Authorization'],
  ['no token', `vapid k=${publicKey}`, undefined, 'format', 'Authorization'],
  ['an empty token', `vapid t=, k=${publicKey}`, undefined, 'format', 'Authorization'],
  ['no key', 'vapid t=a.b.c', undefined, 'format', 'Authorization'],
  ['a bare scheme of draft 01', 'WebPush ', `p256ecdsa=${publicKey}`, 'format', 'Authorization'],
  ['no Crypto-Key', 'WebPush a.b.c', undefined, 'format', 'Crypto-Key'],
  ['a Crypto-Key for encryption only', 'WebPush a.b.c', 'dh=BA', 'format', 'Crypto-Key'],
  ['a key that is not base64url', 'WebPush a.b.c', 'p256ecdsa=invalid|', 'key', 'Crypto-Key'],
  ['a short key', 'vapid t=a.b.c, k=BAAA', undefined, 'key', 'Authorization'],
  [
    'a compressed key',
    `vapid t=a.b.c, k=${Buffer.concat([Buffer.of(3), point.subarray(1, 33)]).toString('base64url')}`,
    undefined,
    'key',
    'Authorization',
  ],
  [
    'a key off the curve',
    `vapid t=a.b.c, k=${Buffer.concat([Buffer.of(4), Buffer.alloc(64, 1)]).toString('base64url')}`,
    undefined,
    'key',
    'Authorization',
  ],
])('%s is refused', (_, authorization, cryptoKey, reason, header) => {
  expect(() => parseVapidAuthorization(authorization, cryptoKey)).toThrow(
    expect.objectContaining({ code: 'ERR_VAPID', details: { reason, header } }),
  )
})

test('arbitrary headers are parsed or refused with ERR_VAPID', () => {
  const part = fc.oneof(
    fc.string(),
    fc.constantFrom('vapid ', 'webpush ', 't=', 'k=', ',', ';', '"', 'a.b.c', publicKey, 'p256ecdsa='),
  )
  const header = fc.array(part, { maxLength: 8 }).map((parts) => parts.join(''))
  fc.assert(
    fc.property(header, fc.option(header, { nil: undefined }), (authorization, cryptoKey) => {
      try {
        expect(parseVapidAuthorization(authorization, cryptoKey).publicKey).toHaveLength(65)
      } catch (error) {
        if (!isPushwrightError(error, 'ERR_VAPID')) throw error
      }
    }),
    { numRuns: 1000 },
  )
})
