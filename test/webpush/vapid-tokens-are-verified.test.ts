import { createHmac, createPublicKey, sign, verify } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import webpush from 'web-push'
import { isPushwrightError } from '../../src/errors/index.ts'
import {
  exportVapidPrivateKey,
  generateVapidKeys,
  parseVapidAuthorization,
  signVapid,
  signVapidPayload,
  type VapidCredentials,
  type VapidVerifyOptions,
  vapidAuthorization,
  verifyVapid,
} from '../../src/webpush/index.ts'

const keys = generateVapidKeys()
const audience = 'https://push.example'
const now = Date.parse('2026-03-01T12:00:00.999Z')
const seconds = Math.floor(now / 1000)
const publicKey = Buffer.from(keys.publicKey, 'base64url')

function check(token: string, options: Partial<VapidVerifyOptions> = {}): ReturnType<typeof verifyVapid> {
  return verifyVapid({ scheme: 'vapid', token, publicKey }, { audience, now, ...options })
}

function refusal(reason: string): object {
  return expect.objectContaining({ code: 'ERR_VAPID', details: expect.objectContaining({ reason }) })
}

describe('claims', () => {
  test.each([
    ['an hour left', { aud: audience, exp: seconds + 3600 }],
    ['exactly 24 h left', { aud: audience, exp: seconds + 86_400 }],
    ['expired within the leeway', { aud: audience, exp: seconds - 60 }],
    ['any subject', { aud: audience, exp: seconds + 1, sub: 7 }],
  ])('%s is accepted', async (_, payload) => {
    await expect(signVapidPayload(keys, payload).then((token) => check(token))).resolves.toEqual(payload)
  })

  test.each([
    ['expired beyond the leeway', { aud: audience, exp: seconds - 61 }, 'expired'],
    ['more than 24 h left', { aud: audience, exp: seconds + 86_401 }, 'lifetime'],
    ['another origin', { aud: 'https://other.example', exp: seconds + 60 }, 'audience'],
    ['an origin with a path', { aud: `${audience}/`, exp: seconds + 60 }, 'audience'],
    ['a list of origins', { aud: [audience], exp: seconds + 60 }, 'claims'],
    ['no aud', { exp: seconds + 60 }, 'claims'],
    ['no exp', { aud: audience }, 'claims'],
    ['a textual exp', { aud: audience, exp: String(seconds + 60) }, 'claims'],
    ['a fractional exp', { aud: audience, exp: seconds + 60.5 }, 'claims'],
  ])('%s is refused', async (_, payload, reason) => {
    const token = await signVapidPayload(keys, payload)
    await expect(check(token)).rejects.toThrow(refusal(reason))
  })

  test('leeway and lifetime can be other ones', async () => {
    const token = await signVapid(keys, { audience, expiration: seconds - 1 })
    await expect(check(token, { leeway: 0 })).rejects.toThrow('The token expired 1 s ago, and the leeway is 0 s.')
    const long = await signVapid(keys, { audience, expiresIn: 1000, now })
    await expect(check(long, { maxLifetime: 999 })).rejects.toThrow('within 999 s, got one that expires in 1000 s.')
    await expect(check(long, { maxLifetime: 1000 })).resolves.toBeDefined()
  })

  test.each([
    ['mailto:ops@app.example', true],
    ['https://app.example', true],
    ['ops@app.example', false],
    ['mailto:', false],
    [undefined, false],
  ])('a required subject of %s: %s', async (subject, ok) => {
    const token = await signVapid(keys, { audience, subject, now })
    const checked = check(token, { requireSubject: true })
    if (ok) await expect(checked).resolves.toMatchObject({ sub: subject })
    else await expect(checked).rejects.toThrow(refusal('subject'))
  })
})

describe('signatures', () => {
  const claims = { aud: audience, exp: seconds + 60 }
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

  test('another key is refused', async () => {
    const token = await signVapidPayload(generateVapidKeys(), claims)
    await expect(check(token)).rejects.toThrow(refusal('signature'))
  })

  test('a token that is used again is verified once', async () => {
    const token = await signVapidPayload(keys, claims)
    const [one, two] = await Promise.all([check(token), check(token)])
    expect(two).toBe(one)
    expect(await check(token)).toBe(one)
  })

  test('unused bits behind the signature make another token, which is refused', async () => {
    const token = await signVapidPayload(keys, claims)
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    const next = letters.charAt(letters.indexOf(token.slice(-1)) + 1)
    await expect(check(token.slice(0, -1) + next)).rejects.toThrow(refusal('token'))
  })

  test('a changed payload is refused, also after the token was accepted', async () => {
    const token = await signVapidPayload(keys, claims)
    await check(token)
    const [header, , signature] = token.split('.')
    const longer = `${header}.${part({ ...claims, exp: seconds + 3600 })}.${signature}`
    await expect(check(longer)).rejects.toThrow(refusal('signature'))
  })

  test('an accepted token is refused with another key, and once it is expired', async () => {
    const token = await signVapidPayload(keys, claims)
    await check(token)
    const other = {
      scheme: 'vapid',
      token,
      publicKey: Buffer.from(generateVapidKeys().publicKey, 'base64url'),
    } as const
    await expect(verifyVapid(other, { audience, now })).rejects.toThrow(refusal('signature'))
    await expect(check(token, { now: now + 121_000 })).rejects.toThrow(refusal('expired'))
  })

  test('tokens without signature or with a symmetric one are refused', async () => {
    const none = `${part({ alg: 'none' })}.${part(claims)}.`
    await expect(check(none)).rejects.toThrow(refusal('algorithm'))
    const input = `${part({ alg: 'HS256' })}.${part(claims)}`
    const mac = createHmac('sha256', publicKey).update(input).digest('base64url')
    await expect(check(`${input}.${mac}`)).rejects.toThrow(refusal('algorithm'))
  })

  test('a DER signature is refused', async () => {
    const input = `${part({ typ: 'JWT', alg: 'ES256' })}.${part(claims)}`
    const der = sign('sha256', Buffer.from(input), keys.privateKey).toString('base64url')
    await expect(check(`${input}.${der}`)).rejects.toThrow(refusal('signature'))
  })

  test.each([
    ['nothing', ''],
    ['two parts', 'a.b'],
    ['no JSON in the header', 'a.b.c'],
  ])('%s is no token', async (_, token) => {
    await expect(check(token)).rejects.toThrow(refusal('token'))
  })

  test.each(['null', '[]', '"text"', '{'])('the payload %s is no token', async (payload) => {
    const input = `${part({ alg: 'ES256' })}.${Buffer.from(payload).toString('base64url')}`
    const signature = sign('sha256', Buffer.from(input), { key: keys.privateKey, dsaEncoding: 'ieee-p1363' })
    await expect(check(`${input}.${signature.toString('base64url')}`)).rejects.toThrow(refusal('token'))
  })

  test('a public key off the curve is refused', async () => {
    const token = await signVapidPayload(keys, claims)
    const credentials: VapidCredentials = { scheme: 'vapid', token, publicKey: Buffer.alloc(65, 4) }
    await expect(verifyVapid(credentials, { audience, now })).rejects.toThrow(refusal('key'))
  })

  test('arbitrary and changed tokens are refused with ERR_VAPID', async () => {
    const token = await signVapidPayload(keys, claims)
    const changed = fc
      .tuple(fc.nat(token.length - 1), fc.constantFrom('A', 'z', '.', '!', ''))
      .map(([at, letter]) => token.slice(0, at) + letter + token.slice(at + 1))
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), changed), async (text) => {
        fc.pre(text !== token)
        const error: unknown = await check(text).catch((reason: unknown) => reason)
        expect(isPushwrightError(error, 'ERR_VAPID')).toBe(true)
      }),
      { numRuns: 200 },
    )
  })
})

describe('with other implementations', () => {
  test.each(['aes128gcm', 'aesgcm'] as const)('the %s headers of web-push are accepted', async (contentEncoding) => {
    const privateKey = exportVapidPrivateKey(keys)
    const subject = 'mailto:ops@app.example'
    const headers = webpush.getVapidHeaders(audience, subject, keys.publicKey, privateKey, contentEncoding) as Record<
      string,
      string
    >
    const credentials = parseVapidAuthorization(String(headers.Authorization), headers['Crypto-Key'])
    await expect(verifyVapid(credentials, { audience, requireSubject: true })).resolves.toMatchObject({ sub: subject })
  })

  test('node:crypto verifies the tokens signed here', async () => {
    const { Authorization } = await vapidAuthorization(keys, { audience, subject: 'mailto:ops@app.example', now })
    const [, header = '', payload = '', signature = ''] =
      /^vapid t=([^.]+)\.([^.]+)\.([^,]+), k=/.exec(Authorization) ?? []
    const key = createPublicKey(keys.privateKey)
    const input = Buffer.from(`${header}.${payload}`)
    const bytes = Buffer.from(signature, 'base64url')
    expect(verify('sha256', input, { key, dsaEncoding: 'ieee-p1363' }, bytes)).toBe(true)
    expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toEqual({ typ: 'JWT', alg: 'ES256' })
    expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toEqual({
      aud: audience,
      exp: seconds + 43_200,
      sub: 'mailto:ops@app.example',
    })
    expect(Authorization).toMatch(new RegExp(`, k=${keys.publicKey}$`))
  })

  test('the headers of draft 01 are accepted', async () => {
    const headers = await vapidAuthorization(keys, { audience, now }, { scheme: 'WebPush' })
    expect(headers['Crypto-Key']).toBe(`p256ecdsa=${keys.publicKey}`)
    const credentials = parseVapidAuthorization(headers.Authorization, headers['Crypto-Key'])
    expect(credentials.scheme).toBe('webpush')
    await expect(verifyVapid(credentials, { audience, now })).resolves.toMatchObject({ aud: audience })
  })
})
