import { describe, expect, test } from 'vitest'
import { open, seal } from '../../src/webpush/aes128gcm.ts'
import { extract } from '../../src/webpush/hkdf.ts'
import { createSenderKeys, createSubscriptionKeys, decrypt, encrypt } from '../../src/webpush/index.ts'
import { deriveRecordKeys, sealRecord } from '../../src/webpush/record-cipher.ts'

const keys = createSubscriptionKeys()
const recipient = { p256dh: keys.p256dh, auth: keys.authSecret }
const standard = { contentEncoding: 'aes128gcm' }

describe('aes128gcm', () => {
  const { body } = encrypt('hello', recipient)
  const two = encrypt('x'.repeat(20), recipient, { recordSize: 28 }).body

  test.each([
    ['no bytes', Buffer.alloc(0), 'Expected a header of at least 21 bytes, got a body of 0.'],
    ['a cut header', body.subarray(0, 50), 'Expected a header of at least 86 bytes, got a body of 50.'],
    ['a record size of 17', change(body, 19, 17, 18, 0), 'Expected a record size of at least 18, got 17.'],
    ['no record', body.subarray(0, 86), 'Expected a record after the header, got the end of the body.'],
    [
      'a short key id',
      change(body, 20, 64),
      "Expected the key id to be the sender's public key of 65 bytes, got 64 bytes.",
    ],
    ['no key id', change(body, 20, 0), "Expected the key id to be the sender's public key of 65 bytes, got 0 bytes."],
    ['a key id of another form', change(body, 21, 6), 'got 65 bytes that begin with 0x06'],
    ['a key id off the curve', change(body, 85, (body[85] ?? 0) ^ 1), 'got a point that is not on the curve'],
    ['a changed tag', change(body, body.length - 1, (body.at(-1) ?? 0) ^ 1), 'The tag of record 0 does not fit'],
    ['a changed second record', change(two, 86 + 28, (two[86 + 28] ?? 0) ^ 1), 'The tag of record 1 does not fit'],
    ['a cut between records', two.subarray(0, 86 + 28), 'Record 0 says that another one follows, but the body ends'],
    [
      'a cut within a tag',
      two.subarray(0, 86 + 28 + 10),
      'Expected record 1 to have more than the 16 bytes of its tag, got 10',
    ],
  ])('%s', (_, bytes, message) => {
    expect(() => decrypt(bytes, keys, standard)).toThrow(
      expect.objectContaining({ code: 'ERR_DECRYPT', message: expect.stringContaining(message) }),
    )
  })

  test.each([
    ['only zeros', [[0, 0]], 'Expected record 0 to have a delimiter, got only zeros.'],
    ['another delimiter', [[65, 3]], 'Expected the padding delimiter of record 0 to be 2, got 3.'],
    [
      'another delimiter within',
      [
        [65, 7],
        [66, 2],
      ],
      'Expected the padding delimiter of record 0 to be 1, got 7.',
    ],
    [
      'data after the last record',
      [
        [65, 2],
        [66, 2],
      ],
      'Record 0 says that it is the last one, but the body goes on.',
    ],
  ])('%s', (_, plaintexts, message) => {
    const material = Buffer.alloc(16, 7)
    expect(() => open(sealRaw(plaintexts, material), material)).toThrow(message)
  })

  test('a record size of 32 bits', () => {
    const { body: large } = encrypt('hello', recipient, { recordSize: 0xffff_ffff })
    expect(large.readUInt32BE(16)).toBe(0xffff_ffff)
    expect(decrypt(large, keys, standard).toString()).toBe('hello')
  })
})

describe('aesgcm', () => {
  const senderKeys = createSenderKeys()
  const legacy = encrypt('x'.repeat(8), recipient, { contentEncoding: 'aesgcm', recordSize: 10, senderKeys })
  const encryption = String(legacy.headers.Encryption)
  const cryptoKey = String(legacy.headers['Crypto-Key'])

  test('a payload that fills its record takes another, empty one', () => {
    expect(legacy.body).toHaveLength(10 + 16 + 2 + 16)
    const options = { contentEncoding: 'aesgcm', encryption, cryptoKey }
    expect(decrypt(legacy.body, keys, options).toString()).toBe('xxxxxxxx')
    expect(() => decrypt(legacy.body.subarray(0, 26), keys, options)).toThrow('it was cut between records')
  })

  test.each([
    ['no Encryption', { cryptoKey }, 'Expected an Encryption header with a `salt`, got none.'],
    ['no Crypto-Key', { encryption }, 'Expected a Crypto-Key header with a `dh`, got none.'],
    ['no salt', { encryption: 'rs=10', cryptoKey }, 'Expected the Encryption header to have a `salt`, got "rs=10".'],
    ['a short salt', { encryption: 'salt=AAAA', cryptoKey }, 'to be base64url of 16 bytes, got "AAAA".'],
    [
      'a wrong rs',
      { encryption: `${encryption.split(';')[0]};rs=2`, cryptoKey },
      'a whole number of at least 3, got "2".',
    ],
    [
      'a textual rs',
      { encryption: `${encryption.split(';')[0]};rs=1e3`, cryptoKey },
      'a whole number of at least 3, got "1e3".',
    ],
    ['no dh', { encryption, cryptoKey: 'p256ecdsa=BA' }, 'Expected the Crypto-Key header to have a base64url `dh`'],
    ['a short dh', { encryption, cryptoKey: 'dh=BAAA' }, 'got 3 bytes'],
  ])('%s', (_, headers, message) => {
    expect(() => decrypt(legacy.body, keys, { contentEncoding: 'aesgcm', ...headers })).toThrow(
      expect.objectContaining({ code: 'ERR_DECRYPT', message: expect.stringContaining(message) }),
    )
  })
})

test.each(['aesgcm128', 'AES128GCM', '', 'gzip'])('content encoding %j', (contentEncoding) => {
  expect(() => decrypt(Buffer.alloc(0), keys, { contentEncoding })).toThrow(
    'Expected the content encoding to be aes128gcm or aesgcm',
  )
})

test.each([
  [{ recordSize: 17 }, 'Expected `recordSize` to be a whole number from 18 to 4294967295, got 17.'],
  [
    { recordSize: 2, contentEncoding: 'aesgcm' as const },
    'Expected `recordSize` to be a whole number from 3 to 4294967295, got 2.',
  ],
  [{ recordSize: 4096.5 }, 'got 4096.5.'],
  [{ padding: -1 }, 'Expected `padding` to be a whole number from 0 to 4294967295, got -1.'],
  [{ salt: Buffer.alloc(15) }, 'Expected `salt` to be 16 bytes, got 15.'],
  [{ contentEncoding: 'gzip' as 'aesgcm' }, 'Expected `contentEncoding` to be aes128gcm or aesgcm, got gzip.'],
])('an option out of range is refused: %j', (options, message) => {
  expect(() => encrypt('hello', recipient, options)).toThrow(
    expect.objectContaining({ code: 'ERR_OPTION', message: expect.stringContaining(message) }),
  )
})

test('aesgcm padding that no record can hold is refused', () => {
  const options = { contentEncoding: 'aesgcm', recordSize: 100_000, padding: 70_000 } as const
  expect(() => encrypt('hello', recipient, options)).toThrow(expect.objectContaining({ code: 'ERR_ENCRYPT' }))
})

function change(body: Buffer, ...pairs: number[]): Buffer {
  const copy = Buffer.from(body)
  for (let i = 0; i < pairs.length; i += 2) copy[pairs[i] as number] = pairs[i + 1] as number
  return copy
}

/** A body whose records hold exactly these bytes, so that their delimiters can be wrong. */
function sealRaw(plaintexts: number[][], material: Buffer): Buffer {
  const header = seal(Buffer.alloc(0), material, Buffer.alloc(0), {
    salt: Buffer.alloc(16),
    recordSize: 18,
    padding: 0,
  })
  const recordKeys = deriveRecordKeys(
    extract(Buffer.alloc(16), material),
    Buffer.from('Content-Encoding: aes128gcm\0\x01'),
    Buffer.from('Content-Encoding: nonce\0\x01'),
  )
  const body = Buffer.alloc(21 + plaintexts.length * 18)
  body.set(header.subarray(0, 21))
  for (const [i, plaintext] of plaintexts.entries())
    sealRecord(recordKeys, i, Buffer.from(plaintext), body, 21 + i * 18)
  return body
}
