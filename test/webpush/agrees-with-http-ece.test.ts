import { createECDH, type ECDH, randomBytes } from 'node:crypto'
import ece from 'http_ece'
import { describe, expect, test } from 'vitest'
import webpush from 'web-push'
import { type ContentEncoding, createSubscriptionKeys, decrypt, encrypt } from '../../src/webpush/index.ts'

const keys = createSubscriptionKeys()
const recipient = { p256dh: keys.p256dh, auth: keys.authSecret }
const encodings: ContentEncoding[] = ['aes128gcm', 'aesgcm']
const sizes = [0, 1, 7, 8, 100, 3993, 4079, 4080, 4093, 4094, 4095, 5000, 70_000]
const recordSizes = [18, 19, 25, 100, 4096, 5000, 0xffff_ffff]
// http_ece copies everything for each record, so it is not asked for thousands of them.
const recordSizesFor = (size: number): number[] => recordSizes.filter((rs) => (rs - 17) * 200 > size)

function userAgent(): ECDH {
  const ecdh = createECDH('prime256v1')
  ecdh.setPrivateKey(Buffer.from(String(keys.privateKey.export({ format: 'jwk' }).d), 'base64url'))
  return ecdh
}

describe.each(encodings)('%s', (version) => {
  test.each(sizes)('http_ece decrypts %i bytes from here, in records of any size', (size) => {
    const payload = randomBytes(size)
    for (const recordSize of recordSizesFor(size)) {
      for (const padding of [0, 1, 150]) {
        const { body, headers } = encrypt(payload, recipient, { contentEncoding: version, recordSize, padding })
        const legacy =
          version === 'aesgcm'
            ? {
                salt: /salt=([^;]+)/.exec(headers.Encryption ?? '')?.[1],
                dh: headers['Crypto-Key']?.slice('dh='.length),
              }
            : {}
        const decrypted = ece.decrypt(body, {
          version,
          privateKey: userAgent(),
          authSecret: keys.authSecret,
          rs: recordSize,
          ...(legacy as { salt?: string; dh?: string }),
        })
        expect(decrypted.equals(payload), `rs ${recordSize}, padding ${padding}`).toBe(true)
      }
    }
  })

  test.each(sizes)('%i bytes from http_ece are decrypted here, in records of any size', (size) => {
    const payload = randomBytes(size)
    for (const rs of recordSizesFor(size)) {
      // http_ece leaves records short when padding outlasts the payload, so there is never more padding than payload.
      for (const pad of size > 1 && rs > 19 ? [0, 1, Math.min(50, Math.floor(size / rs))] : [0]) {
        const sender = createECDH('prime256v1')
        const dh = sender.generateKeys('base64url')
        const salt = randomBytes(16).toString('base64url')
        const body = ece.encrypt(payload, {
          version,
          dh: keys.p256dh,
          privateKey: sender,
          authSecret: keys.authSecret,
          salt,
          rs,
          pad,
        })
        const decrypted = decrypt(body, keys, {
          contentEncoding: version,
          encryption: `salt=${salt};rs=${rs}`,
          cryptoKey: `dh=${dh}`,
        })
        expect(decrypted.equals(payload), `rs ${rs}, padding ${pad}`).toBe(true)
      }
    }
  })

  test('decrypts a request of web-push, VAPID included in its Crypto-Key', () => {
    const vapid = webpush.generateVAPIDKeys()
    const details = webpush.generateRequestDetails({ endpoint: 'https://push.example/1', keys: recipient }, 'hello', {
      contentEncoding: version,
      vapidDetails: { ...vapid, subject: 'mailto:ops@app.example' },
    })
    const decrypted = decrypt(details.body as Buffer, keys, {
      contentEncoding: String(details.headers['Content-Encoding']),
      encryption: details.headers.Encryption as string | undefined,
      cryptoKey: details.headers['Crypto-Key'] as string | undefined,
    })
    expect(decrypted.toString()).toBe('hello')
  })
})
