import { expect, test } from 'vitest'
import { open, seal } from '../../src/webpush/aes128gcm.ts'
import { decrypt, encrypt, importSenderKeys, importSubscriptionKeys } from '../../src/webpush/index.ts'
import { draftAesgcm, rfc8188Multiple, rfc8188Single, rfc8291 } from './published-vectors.ts'

const bytes = (text: string): Buffer => Buffer.from(text, 'base64url')

test.each([
  ['3.1, one record', rfc8188Single],
  ['3.2, two records and padding', rfc8188Multiple],
])('RFC 8188 section %s', (_, vector) => {
  const options = { salt: bytes(vector.salt), recordSize: vector.recordSize, padding: vector.padding }
  const body = seal(Buffer.from(vector.payload), bytes(vector.keyMaterial), Buffer.from(vector.keyId), options)
  expect(body.toString('base64url')).toBe(vector.body)
  expect(open(bytes(vector.body), bytes(vector.keyMaterial)).toString()).toBe(vector.payload)
})

test('RFC 8291 section 5', () => {
  const keys = importSubscriptionKeys(rfc8291)
  const message = encrypt(
    rfc8291.payload,
    { p256dh: keys.p256dh, auth: keys.authSecret },
    { salt: bytes(rfc8291.salt), senderKeys: importSenderKeys(rfc8291.senderPrivateKey) },
  )
  expect(message.body.toString('base64url')).toBe(rfc8291.body)
  expect(message.headers).toEqual({ 'Content-Encoding': 'aes128gcm' })
  expect(decrypt(bytes(rfc8291.body), keys, { contentEncoding: 'aes128gcm' }).toString()).toBe(rfc8291.payload)
})

test('aesgcm of draft-ietf-httpbis-encryption-encoding-02, with quotes and key ids in the headers', () => {
  const { cryptoKey, encryption } = draftAesgcm
  const keys = importSubscriptionKeys(draftAesgcm)
  const payload = decrypt(bytes(draftAesgcm.body), keys, { contentEncoding: 'aesgcm', encryption, cryptoKey })
  expect(payload.toString()).toBe(draftAesgcm.payload)
})
