import { describe, expect, test } from 'vitest'
import type { Receipt } from '../../src/application-server/index.ts'
import { makeSender, type Respond, startEndpoint } from './raw-endpoint.ts'

async function receiptOf(respond: Respond): Promise<{ receipt: Receipt; origin: string }> {
  const endpoint = await startEndpoint(respond)
  return { receipt: await makeSender().send(endpoint.target, 'hi'), origin: endpoint.origin }
}

const answer =
  (status: number, headers: Record<string, string | string[]> = {}, body = ''): Respond =>
  (_request, response) => {
    response.writeHead(status, headers).end(body)
  }

test('a message that was taken', async () => {
  const { receipt, origin } = await receiptOf(answer(201, { Location: '/m/abc', TTL: '60', 'X-Multi': ['a', 'b'] }))
  expect(receipt).toMatchObject({
    status: 201,
    accepted: true,
    location: `${origin}/m/abc`,
    ttl: 60,
    errno: undefined,
    retryAfter: undefined,
    body: '',
    attempts: 1,
  })
  expect(receipt.headers).toMatchObject({ location: '/m/abc', ttl: '60', 'x-multi': 'a, b' })
})

describe('any status', () => {
  test.each([200, 202, 204, 400, 401, 403, 404, 410, 413, 429, 500, 502, 503])('%d is no error', async (status) => {
    const { receipt } = await receiptOf(answer(status))
    expect(receipt).toMatchObject({ status, accepted: status < 300, attempts: 1 })
  })

  test.each([301, 302, 303, 307, 308])('%d is not followed', async (status) => {
    const elsewhere = await startEndpoint()
    const { receipt } = await receiptOf(answer(status, { Location: elsewhere.url }))
    expect(receipt).toMatchObject({ status, accepted: false, location: elsewhere.url })
    expect(elsewhere.requests).toEqual([])
  })
})

describe('the location', () => {
  test.each([
    ['https://push.example/m/1', () => 'https://push.example/m/1'],
    ['m/1', (origin: string) => `${origin}/wpush/v1/m/1`],
    ['//other.example/1', () => 'http://other.example/1'],
    ['/m/100%', (origin: string) => `${origin}/m/100%`],
    ['http://[', () => undefined],
  ])('%s', async (location, expected) => {
    const { receipt, origin } = await receiptOf(answer(201, { Location: location }))
    expect(receipt.location).toBe(expected(origin))
  })
})

describe('the TTL', () => {
  test.each([
    ['0', 0],
    ['2419200', 2_419_200],
    ['-1', undefined],
    ['soon', undefined],
    ['1.5', undefined],
    ['', undefined],
  ])('%j is %s', async (ttl, expected) => {
    expect((await receiptOf(answer(201, { TTL: ttl }))).receipt.ttl).toBe(expected)
  })
})

describe('the errno', () => {
  const json = { 'Content-Type': 'application/json' }
  test.each<[string, Record<string, string>, string, number | undefined]>([
    ['of JSON', json, '{"code":410,"errno":106,"error":"Gone"}', 106],
    ['of problem+json', { 'Content-Type': 'application/problem+json; charset=utf-8' }, '{"errno":107}', 107],
    ['not of text', { 'Content-Type': 'text/plain' }, '{"errno":106}', undefined],
    ['not without a type', {}, '{"errno":106}', undefined],
    ['not of torn JSON', json, '{"errno":106', undefined],
    ['not of null', json, 'null', undefined],
    ['not of an array', json, '[106]', undefined],
    ['not of a text', json, '{"errno":"106"}', undefined],
    ['not of nothing', json, '', undefined],
  ])('%s', async (_, headers, body, errno) => {
    const { receipt } = await receiptOf(answer(410, headers, body))
    expect(receipt.errno).toBe(errno)
    expect(receipt.body).toBe(body)
  })
})

describe('Retry-After', () => {
  test.each([
    ['0', 0],
    ['120', 120_000],
    [' 5 ', 5000],
    ['Sun, 06 Nov 1994 08:49:37 GMT', 0],
    ['-5', undefined],
    ['1.5', undefined],
    ['soon', undefined],
  ])('%j is %s ms', async (value, expected) => {
    expect((await receiptOf(answer(503, { 'Retry-After': value }))).receipt.retryAfter).toBe(expected)
  })

  test('a date to come', async () => {
    const { receipt } = await receiptOf(answer(429, { 'Retry-After': new Date(Date.now() + 3_600_000).toUTCString() }))
    expect(receipt.retryAfter).toBeGreaterThan(3_000_000)
    expect(receipt.retryAfter).toBeLessThanOrEqual(3_600_000)
  })
})

test('a receipt comes before the end of a body, which may never come', async () => {
  const endpoint = await startEndpoint((_request, response) => {
    response.writeHead(500).write('x'.repeat(3 * 1024 * 1024))
  })
  await expect(makeSender().send(endpoint.target)).resolves.toMatchObject({ status: 500, body: 'x'.repeat(65_536) })
})

test('a huge body is cut at 64 KiB, and connections are used again', async () => {
  const endpoint = await startEndpoint((_request, response) => {
    response.writeHead(500).end('x'.repeat(1024 * 1024))
  })
  const sender = makeSender()
  for (let count = 0; count < 5; count++) {
    await expect(sender.send(endpoint.target)).resolves.toMatchObject({ body: 'x'.repeat(65_536) })
  }
  expect(endpoint.connections).toBeLessThan(5)
})
