import { expect, test } from 'vitest'
import { createVapidSigner, generateVapidKeys, parseVapidAuthorization, verifyVapid } from '../../src/webpush/index.ts'

const keys = generateVapidKeys()

test('one token serves an origin until half of its lifetime is over', async () => {
  let time = Date.parse('2026-03-01T12:00:00Z')
  const signer = createVapidSigner(keys, { subject: 'mailto:ops@app.example', lifetime: 3600, now: () => time })
  const first = await signer.authorization('https://push.example')
  time += 1_799_999
  expect(await signer.authorization('https://push.example')).toEqual(first)
  time += 1
  const second = await signer.authorization('https://push.example')
  expect(second).not.toEqual(first)
  const payload = await verifyVapid(parseVapidAuthorization(second.Authorization), {
    audience: 'https://push.example',
    now: time,
  })
  expect(payload).toEqual({ aud: 'https://push.example', exp: time / 1000 + 3600, sub: 'mailto:ops@app.example' })
})

test('each origin has its own token', async () => {
  const signer = createVapidSigner(keys)
  const { Authorization } = await signer.authorization('https://two.example')
  expect(Authorization).not.toBe((await signer.authorization('https://one.example')).Authorization)
  const credentials = parseVapidAuthorization(Authorization)
  await expect(verifyVapid(credentials, { audience: 'https://two.example' })).resolves.toBeDefined()
})

test('messages that are sent together share a token, in either scheme', async () => {
  const signer = createVapidSigner(keys)
  const [one, two, draft] = await Promise.all([
    signer.authorization('https://push.example'),
    signer.authorization('https://push.example'),
    signer.authorization('https://push.example', 'WebPush'),
  ])
  expect(two).toEqual(one)
  expect(draft.Authorization.slice('WebPush '.length)).toBe(parseVapidAuthorization(one.Authorization).token)
  expect(draft['Crypto-Key']).toBe(`p256ecdsa=${signer.publicKey}`)
})

test('a signature that failed is tried again', async () => {
  const broken = { publicKey: keys.publicKey, privateKey: undefined as unknown as typeof keys.privateKey }
  const signer = createVapidSigner(broken)
  await expect(signer.authorization('https://push.example')).rejects.toThrow()
  Object.assign(broken, keys)
  await expect(signer.authorization('https://push.example')).resolves.toBeDefined()
})
