import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isPushwrightError } from '../../src/errors/index.ts'
import {
  type ContentEncoding,
  createSenderKeys,
  createSubscriptionKeys,
  decrypt,
  type EncryptedMessage,
  encrypt,
  type SubscriptionKeys,
} from '../../src/webpush/index.ts'

const keys = createSubscriptionKeys()
const recipient = { p256dh: keys.p256dh, auth: keys.authSecret }
const senderKeys = createSenderKeys()
const encoding = fc.constantFrom<ContentEncoding>('aes128gcm', 'aesgcm')
const payload = fc.uint8Array({ maxLength: 2000 })
const recordSize = fc.oneof(fc.integer({ min: 18, max: 60 }), fc.integer({ min: 61, max: 5000 }))

function decryptMessage(message: EncryptedMessage, recipientKeys: SubscriptionKeys = keys): Buffer {
  const { headers, body } = message
  return decrypt(body, recipientKeys, {
    contentEncoding: String(headers['Content-Encoding']),
    encryption: headers.Encryption,
    cryptoKey: headers['Crypto-Key'],
  })
}

test('every payload, record size and padding comes back', () => {
  fc.assert(
    fc.property(encoding, payload, recordSize, fc.nat(500), (contentEncoding, data, rs, padding) => {
      const message = encrypt(data, recipient, { contentEncoding, recordSize: rs, padding, senderKeys })
      const capacity = contentEncoding === 'aes128gcm' ? rs - 17 : rs - 2
      const content = data.length + padding
      const records =
        contentEncoding === 'aes128gcm'
          ? Math.max(1, Math.ceil(content / capacity))
          : Math.floor(content / capacity) + 1
      const overhead = contentEncoding === 'aes128gcm' ? 86 + 17 * records : 18 * records
      expect(message.body.length).toBe(content + overhead)
      expect(decryptMessage(message).equals(data)).toBe(true)
    }),
    { numRuns: 300 },
  )
})

test('the smallest aesgcm records carry anything', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), fc.integer({ min: 3, max: 6 }), fc.nat(20), (data, rs, padding) => {
      const options = { contentEncoding: 'aesgcm', recordSize: rs, padding, senderKeys } as const
      expect(decryptMessage(encrypt(data, recipient, options)).equals(data)).toBe(true)
    }),
  )
})

test('text is sent as UTF-8', () => {
  expect(decryptMessage(encrypt('grüße 👋', recipient)).toString()).toBe('grüße 👋')
})

test('salt and sender keys are fresh for each message', () => {
  const [one, two] = [encrypt('same', recipient).body, encrypt('same', recipient).body]
  expect(one.subarray(0, 16).equals(two.subarray(0, 16))).toBe(false)
  expect(one.subarray(21, 86).equals(two.subarray(21, 86))).toBe(false)
})

test('a view into a larger buffer is encrypted without its surroundings', () => {
  const view = new Uint8Array(Buffer.from('secret hello secret').buffer, 0, 0)
  const surrounded = new TextEncoder().encode('secret hello secret').subarray(7, 12)
  expect(decryptMessage(encrypt(surrounded, recipient)).toString()).toBe('hello')
  expect(decryptMessage(encrypt(view, recipient))).toHaveLength(0)
})

test('the length is 103 bytes more than the payload, so 3,993 fit into 4,096', () => {
  expect(encrypt(new Uint8Array(3993), recipient).body).toHaveLength(4096)
})

test('another subscription cannot decrypt', () => {
  for (const contentEncoding of ['aes128gcm', 'aesgcm'] as const) {
    const message = encrypt('hello', recipient, { contentEncoding })
    expect(() => decryptMessage(message, createSubscriptionKeys())).toThrow('The tag of record 0 does not fit')
  }
})

test('arbitrary bytes and headers end in ERR_DECRYPT or a payload', () => {
  const header = fc.option(fc.oneof(fc.string(), fc.constantFrom('salt=AAAAAAAAAAAAAAAAAAAAAA', 'dh=BA;rs=2')), {
    nil: undefined,
  })
  fc.assert(
    fc.property(
      payload,
      fc.oneof(encoding, fc.string()),
      header,
      header,
      (body, contentEncoding, encryption, cryptoKey) => {
        expectOnlyDecryptErrors(() => decrypt(body, keys, { contentEncoding, encryption, cryptoKey }))
      },
    ),
    { numRuns: 500 },
  )
})

test('a message with one changed, missing or additional byte ends in ERR_DECRYPT', () => {
  const changes = fc.record({
    at: fc.nat(),
    xor: fc.integer({ min: 1, max: 255 }),
    cut: fc.nat(40),
    tail: fc.uint8Array({ maxLength: 40 }),
  })
  fc.assert(
    fc.property(
      encoding,
      fc.uint8Array({ maxLength: 200 }),
      fc.integer({ min: 18, max: 80 }),
      changes,
      (contentEncoding, data, rs, change) => {
        const message = encrypt(data, recipient, { contentEncoding, recordSize: rs, senderKeys })
        const flipped = Buffer.from(message.body)
        const at = change.at % flipped.length
        flipped[at] = (flipped[at] ?? 0) ^ change.xor
        // A record size that is changed to another one above the body's length is the only change that a receiver cannot see.
        const isRecordSize = contentEncoding === 'aes128gcm' && at >= 16 && at < 20
        expectOnlyDecryptErrors(() => decryptMessage({ ...message, body: flipped }), !isRecordSize)
        const cut = message.body.subarray(0, message.body.length - 1 - change.cut)
        expectOnlyDecryptErrors(() => decryptMessage({ ...message, body: cut }), true)
        if (change.tail.length === 0) return
        const longer = Buffer.concat([message.body, change.tail])
        expectOnlyDecryptErrors(() => decryptMessage({ ...message, body: longer }), true)
      },
    ),
    { numRuns: 300 },
  )
})

function expectOnlyDecryptErrors(run: () => unknown, mustThrow = false): void {
  try {
    run()
  } catch (error) {
    if (isPushwrightError(error, 'ERR_DECRYPT')) return
    throw error
  }
  if (mustThrow) throw new Error('Expected ERR_DECRYPT, got a payload.')
}
