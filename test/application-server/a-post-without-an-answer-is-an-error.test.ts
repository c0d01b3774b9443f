import { once } from 'node:events'
import { createServer } from 'node:net'
import { describe, expect, test } from 'vitest'
import { created, makeSender, startEndpoint } from './raw-endpoint.ts'

test('nobody listens', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  const origin = `http://127.0.0.1:${port}`
  await expect(makeSender().send({ endpoint: `${origin}/secret-token` })).rejects.toMatchObject({
    code: 'ERR_NETWORK',
    message: `POST ${origin} got no answer: ECONNREFUSED. Check that the push service runs.`,
    details: { systemCode: 'ECONNREFUSED', origin },
  })
})

test('the connection is reset', async () => {
  const endpoint = await startEndpoint((_request, response) => response.socket?.resetAndDestroy())
  await expect(makeSender().send(endpoint.target)).rejects.toMatchObject({ code: 'ERR_NETWORK' })
  // Once: a POST that may have been taken is not repeated behind the caller's back.
  expect(endpoint.requests).toHaveLength(1)
})

test('the connection ends in the middle of the answer', async () => {
  const endpoint = await startEndpoint((_request, response) => {
    response.writeHead(201, { 'Content-Length': '100' }).write('half', () => response.socket?.destroy())
  })
  await expect(makeSender().send(endpoint.target)).rejects.toMatchObject({ code: 'ERR_NETWORK' })
})

test('the service is silent', async () => {
  const endpoint = await startEndpoint(() => {})
  await expect(makeSender().send(endpoint.target, 'x', { timeout: 50 })).rejects.toMatchObject({
    code: 'ERR_TIMEOUT',
    message: `Waited 50ms for the answer to POST ${endpoint.origin}.`,
  })
  await Promise.all([...endpoint.sockets].map((socket) => once(socket, 'close')))
})

test('the answer never ends', async () => {
  const endpoint = await startEndpoint((_request, response) => {
    response.writeHead(201).write('...')
  })
  await expect(makeSender().send(endpoint.target, 'x', { timeout: 50 })).rejects.toMatchObject({ code: 'ERR_TIMEOUT' })
  await Promise.all([...endpoint.sockets].map((socket) => once(socket, 'close')))
})

describe('the caller gives up', () => {
  test('while it waits', async () => {
    const controller = new AbortController()
    const endpoint = await startEndpoint(() => controller.abort())
    await expect(makeSender().send(endpoint.target, 'x', { signal: controller.signal })).rejects.toMatchObject({
      code: 'ERR_ABORTED',
    })
    await Promise.all([...endpoint.sockets].map((socket) => once(socket, 'close')))
  })
  test('before', async () => {
    const endpoint = await startEndpoint()
    await expect(makeSender().send(endpoint.target, 'x', { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'ERR_ABORTED',
    })
    expect(endpoint.requests).toEqual([])
  })
})

describe('what cannot be posted is refused', () => {
  test.each(['', 'push.example/x', '/wpush/v1/x', 'ftp://push.example/x', 'ws://push.example/'])(
    'to the endpoint %j',
    async (endpoint) => {
      await expect(makeSender().send({ endpoint })).rejects.toMatchObject({ code: 'ERR_OPTION' })
    },
  )

  test('with a header that HTTP cannot carry', async () => {
    const endpoint = await startEndpoint()
    // Not as a network error, which would be retried.
    await expect(makeSender().send(endpoint.target, 'x', { topic: 'a\nb' })).rejects.toMatchObject({
      code: 'ERR_OPTION',
    })
    expect(endpoint.requests).toEqual([])
  })

  test('with a payload and no keys', async () => {
    const endpoint = await startEndpoint()
    await expect(makeSender().send({ endpoint: endpoint.url }, 'x')).rejects.toMatchObject({
      code: 'ERR_OPTION',
      message: 'Expected a subscription with `keys`, got one without. Without keys only an empty message can be sent.',
    })
  })

  test('with keys that are none', async () => {
    const endpoint = await startEndpoint()
    await expect(
      makeSender().send({ endpoint: endpoint.url, keys: { p256dh: 'x', auth: 'y' } }, 'x'),
    ).rejects.toMatchObject({ code: 'ERR_KEY' })
  })

  test.each([() => 'a function', Symbol('s'), 1n, { a: 1n }])('of the payload %s', async (payload) => {
    const endpoint = await startEndpoint()
    await expect(makeSender().send(endpoint.target, payload)).rejects.toMatchObject({ code: 'ERR_OPTION' })
  })
})

describe('allowedOrigins', () => {
  test('lets through what it names', async () => {
    const endpoint = await startEndpoint()
    const sender = makeSender({ allowedOrigins: ['https://a.example', endpoint.origin] })
    await expect(sender.send(endpoint.target, 'x')).resolves.toMatchObject({ status: 201 })
  })

  test('and nothing else, for send, post and delete', async () => {
    const endpoint = await startEndpoint()
    const prepared = await makeSender().prepare(endpoint.target, 'x')
    const sender = makeSender({ allowedOrigins: ['https://a.example', 'https://b.example'] })
    const refused = {
      code: 'ERR_NOT_ALLOWED',
      message: `Refused to post to ${endpoint.origin}: this environment allows https://a.example, https://b.example. Add it to \`endpoint_allow\` if it is meant.`,
      details: { origin: endpoint.origin },
    }
    await expect(sender.send(endpoint.target, 'x')).rejects.toMatchObject(refused)
    await expect(sender.post(prepared)).rejects.toMatchObject(refused)
    await expect(sender.delete(endpoint.url)).rejects.toMatchObject(refused)
    expect(endpoint.requests).toEqual([])
  })

  test('an empty list allows nothing', async () => {
    const endpoint = await startEndpoint()
    await expect(makeSender({ allowedOrigins: [] }).send(endpoint.target, 'x')).rejects.toThrow('allows no origin.')
  })
})

describe('close', () => {
  test('ends connections, and requests under way', async () => {
    const arrived = Promise.withResolvers<void>()
    const endpoint = await startEndpoint((request, response, count) => {
      if (count === 1) created(request, response, count)
      else arrived.resolve()
    })
    const sender = makeSender()
    await sender.send(endpoint.target, 'x')
    const pending = sender.send(endpoint.target, 'x')
    pending.catch(() => {})
    await arrived.promise
    await sender.close()
    await expect(pending).rejects.toMatchObject({ code: 'ERR_NETWORK' })
    await Promise.all([...endpoint.sockets].map((socket) => once(socket, 'close')))
  })

  test('before the first post, twice, and by asyncDispose', async () => {
    const sender = makeSender()
    await sender.close()
    await sender.close()
    await sender[Symbol.asyncDispose]()
  })

  test('is the end', async () => {
    const endpoint = await startEndpoint()
    const sender = makeSender({ retry: { retries: 3, minDelay: 1 } })
    await sender.close()
    await expect(sender.send(endpoint.target, 'x')).rejects.toMatchObject({
      code: 'ERR_STATE',
      message: 'application server is closed. Make another one to post.',
    })
  })

  test('while the first posts are being prepared leaves no connection', async () => {
    const endpoint = await startEndpoint(() => {})
    const sender = makeSender()
    const pending = Promise.allSettled([sender.send(endpoint.target, '1'), sender.send(endpoint.target, '2')])
    await sender.close()
    for (const result of await pending) expect(result.status).toBe('rejected')
    await Promise.all([...endpoint.sockets].map((socket) => once(socket, 'close')))
  })
})

test('first posts at the same time share one pool', async () => {
  const endpoint = await startEndpoint()
  const sender = makeSender()
  await Promise.all(Array.from({ length: 5 }, () => sender.send(endpoint.target, 'x')))
  const before = endpoint.connections
  await sender.send(endpoint.target, 'x')
  expect(endpoint.connections).toBe(before)
  await sender.close()
  await Promise.all([...endpoint.sockets].map((socket) => once(socket, 'close')))
})
