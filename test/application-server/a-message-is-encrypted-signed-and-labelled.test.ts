import { describe, expect, test } from 'vitest'
import type { SendOptions } from '../../src/application-server/index.ts'
import { decrypt, generateVapidKeys, parseVapidAuthorization, verifyVapid } from '../../src/webpush/index.ts'
import { makeSender, type RawEndpoint, type RawRequest, startEndpoint } from './raw-endpoint.ts'

async function sent(
  payload: unknown,
  options: SendOptions = {},
): Promise<{ endpoint: RawEndpoint; request: RawRequest }> {
  const endpoint = await startEndpoint()
  await makeSender({ subject: 'mailto:a@b.example' }).send(endpoint.target, payload, options)
  const [request] = endpoint.requests
  if (request === undefined) throw new Error('Nothing was posted.')
  return { endpoint, request }
}

function decryptedBy({ keys }: RawEndpoint, { body, headers }: RawRequest): Buffer {
  return decrypt(body, keys, {
    contentEncoding: String(headers['content-encoding']),
    ...(headers.encryption === undefined ? {} : { encryption: String(headers.encryption) }),
    ...(headers['crypto-key'] === undefined ? {} : { cryptoKey: String(headers['crypto-key']) }),
  })
}

describe('the payload', () => {
  const bytes = Buffer.from([0, 1, 2, 255])
  test.each<[string, unknown, Buffer]>([
    ['text', 'grüße', Buffer.from('grüße')],
    ['an empty text', '', Buffer.alloc(0)],
    ['a Uint8Array', new Uint8Array(bytes), bytes],
    ['a Buffer', bytes, bytes],
    ['an ArrayBuffer', new Uint8Array(bytes).buffer, bytes],
    ['a part of an ArrayBuffer', new Uint8Array([9, ...bytes, 9]).subarray(1, 5), bytes],
    ['numbers of two bytes', new Uint16Array([0x0100, 0xff02]), Buffer.from([0, 1, 2, 255])],
    ['a DataView', new DataView(new Uint8Array(bytes).buffer), bytes],
    ['an object', { title: 'hi' }, Buffer.from('{"title":"hi"}')],
    ['an array', [1, 2], Buffer.from('[1,2]')],
    ['a number', 7, Buffer.from('7')],
    ['false', false, Buffer.from('false')],
  ])('%s', async (_, payload, expected) => {
    const { endpoint, request } = await sent(payload)
    expect(decryptedBy(endpoint, request)).toEqual(expected)
    expect(request.headers).toMatchObject({
      'content-encoding': 'aes128gcm',
      'content-type': 'application/octet-stream',
      'content-length': String(request.body.byteLength),
    })
  })

  test.each([undefined, null])('%s is an empty message, which needs no keys', async (payload) => {
    const endpoint = await startEndpoint()
    await makeSender().send({ endpoint: endpoint.url }, payload)
    const [request] = endpoint.requests
    expect(request?.body).toHaveLength(0)
    expect(request?.headers).not.toHaveProperty('content-encoding')
    expect(request?.headers).not.toHaveProperty('content-type')
    expect(request?.headers).toMatchObject({ ttl: '60', authorization: expect.any(String), 'content-length': '0' })
  })

  test('can be padded', async () => {
    const [bare, padded] = [await sent('x'), await sent('x', { padding: 100 })]
    expect(padded.request.body.byteLength - bare.request.body.byteLength).toBe(100)
    expect(decryptedBy(padded.endpoint, padded.request).toString()).toBe('x')
  })

  test('as aesgcm', async () => {
    const { endpoint, request } = await sent('x', { contentEncoding: 'aesgcm' })
    expect(request.headers['content-encoding']).toBe('aesgcm')
    expect(decryptedBy(endpoint, request).toString()).toBe('x')
  })
})

describe('the headers', () => {
  test('by default', async () => {
    const { endpoint, request } = await sent('x')
    expect(request).toMatchObject({ method: 'POST', path: '/wpush/v1/token?a=b' })
    expect(`http://${request.headers.host}`).toBe(endpoint.origin)
    expect(request.headers.ttl).toBe('60')
    expect(request.headers).not.toHaveProperty('urgency')
    expect(request.headers).not.toHaveProperty('topic')
    expect(request.headers).not.toHaveProperty('crypto-key')
  })

  test('as asked for', async () => {
    const { request } = await sent('x', { ttl: 0, urgency: 'very-low', topic: 'news' })
    expect(request.headers).toMatchObject({ ttl: '0', urgency: 'very-low', topic: 'news' })
  })

  test('without TTL', async () => {
    const { request } = await sent('x', { ttl: null })
    expect(request.headers).not.toHaveProperty('ttl')
  })

  test('replaced, added and removed, whatever the letters', async () => {
    const { request } = await sent('x', {
      headers: { TTL: '-1', 'content-encoding': 'aes129', 'X-Mine': 'yes', AUTHORIZATION: undefined },
    })
    expect(request.headers).toMatchObject({ ttl: '-1', 'content-encoding': 'aes129', 'x-mine': 'yes' })
    expect(request.headers).not.toHaveProperty('authorization')
  })
})

describe('VAPID', () => {
  test('of RFC 8292 holds for the origin of the endpoint', async () => {
    const vapidKeys = generateVapidKeys()
    const endpoint = await startEndpoint()
    const sender = makeSender({ vapidKeys, subject: 'mailto:a@b.example' })
    expect(sender.publicKey).toBe(vapidKeys.publicKey)
    await sender.send(endpoint.target, 'x')
    const { authorization } = endpoint.requests[0]?.headers ?? {}
    expect(authorization).toMatch(/^vapid t=/)
    const credentials = parseVapidAuthorization(authorization ?? '')
    expect(credentials.publicKey.toString('base64url')).toBe(vapidKeys.publicKey)
    await expect(verifyVapid(credentials, { audience: endpoint.origin })).resolves.toMatchObject({
      aud: endpoint.origin,
      sub: 'mailto:a@b.example',
    })
  })

  test('of the draft has its key in Crypto-Key', async () => {
    const { endpoint, request } = await sent('x', { vapid: 'webpush' })
    const { authorization, 'crypto-key': cryptoKey } = request.headers
    expect(authorization).toMatch(/^WebPush eyJ/)
    const credentials = parseVapidAuthorization(authorization ?? '', String(cryptoKey))
    await expect(verifyVapid(credentials, { audience: endpoint.origin })).resolves.toMatchObject({
      aud: endpoint.origin,
    })
  })

  test('of the draft shares Crypto-Key with aesgcm', async () => {
    const { endpoint, request } = await sent('x', { vapid: 'webpush', contentEncoding: 'aesgcm' })
    const cryptoKey = String(request.headers['crypto-key'])
    expect(cryptoKey).toMatch(/^dh=[\w-]{87};p256ecdsa=[\w-]{87}$/)
    expect(decryptedBy(endpoint, request).toString()).toBe('x')
    const credentials = parseVapidAuthorization(request.headers.authorization ?? '', cryptoKey)
    await expect(verifyVapid(credentials, { audience: endpoint.origin })).resolves.toMatchObject({
      aud: endpoint.origin,
    })
  })

  test('can be left out', async () => {
    const { request } = await sent('x', { vapid: false })
    expect(request.headers).not.toHaveProperty('authorization')
  })

  test('each application server has keys of its own', () => {
    expect(makeSender().publicKey).not.toBe(makeSender().publicKey)
  })
})

describe('a prepared message', () => {
  test('is posted as often as wanted', async () => {
    const endpoint = await startEndpoint()
    const sender = makeSender()
    const prepared = await sender.prepare(endpoint.target, 'x', { ttl: 7 })
    expect(endpoint.requests).toEqual([])
    expect(prepared).toMatchObject({ endpoint: endpoint.url, headers: { TTL: '7' } })
    await expect(sender.post(prepared)).resolves.toMatchObject({ status: 201 })
    await expect(sender.post(prepared)).resolves.toMatchObject({ status: 201 })
    const [first, second] = endpoint.requests
    expect(first?.body).toEqual(second?.body)
    expect(first?.headers.authorization).toBe(second?.headers.authorization)
  })
})

describe('delete', () => {
  test('asks for the location of the receipt', async () => {
    const endpoint = await startEndpoint((request, response) => {
      if (request.method === 'DELETE') response.writeHead(204).end()
      else response.writeHead(201, { Location: '/m/abc?x=1' }).end()
    })
    const sender = makeSender()
    const receipt = await sender.send(endpoint.target, 'x')
    await expect(sender.delete(receipt)).resolves.toMatchObject({ status: 204, accepted: true })
    await expect(sender.delete(receipt.location as string)).resolves.toMatchObject({ status: 204 })
    expect(endpoint.requests.slice(1)).toMatchObject([
      { method: 'DELETE', path: '/m/abc?x=1' },
      { method: 'DELETE', path: '/m/abc?x=1' },
    ])
  })

  test('needs one', async () => {
    const endpoint = await startEndpoint((_request, response) => response.writeHead(410).end())
    const sender = makeSender()
    const receipt = await sender.send(endpoint.target, 'x')
    await expect(sender.delete(receipt)).rejects.toMatchObject({
      code: 'ERR_OPTION',
      message: expect.stringContaining('got one with status 410 and none'),
    })
  })
})

test('the transcript has requests and answers', async () => {
  const endpoint = await startEndpoint((_request, response, count) => {
    if (count === 1) response.writeHead(201).end()
    else response.writeHead(410, { 'Content-Type': 'application/json' }).end('{"errno":106}')
  })
  const sender = makeSender({ name: 'backend' })
  await sender.send({ endpoint: endpoint.url })
  await sender.send({ endpoint: endpoint.url })
  await expect(sender.send({ endpoint: endpoint.url }, null, { signal: AbortSignal.abort() })).rejects.toThrow()
  expect(
    sender.transcript.events.map(({ actor, kind, direction, text }) =>
      [actor, kind, direction, text?.replace(endpoint.origin, 'ORIGIN')].join(' | '),
    ),
  ).toMatchInlineSnapshot(`
    [
      "backend | request | sent | POST /wpush/v1/token?a=b (0 bytes)",
      "backend | response | received | 201",
      "backend | request | sent | POST /wpush/v1/token?a=b (0 bytes)",
      "backend | response | received | 410 errno 106",
      "backend | request | sent | POST /wpush/v1/token?a=b (0 bytes)",
      "backend | response | received | none: Stopped waiting for the answer to POST ORIGIN: the signal was aborted.",
    ]
  `)
})
