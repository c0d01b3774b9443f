import { once } from 'node:events'
import { expect, test } from 'vitest'
import { greet, makeClient, RawServer } from './raw-server.ts'

test('connected: with 1000, or what is asked for', async () => {
  const server = await RawServer.start()
  for (const [options, expected] of [
    [{}, '1000 '],
    [{ code: 4001, reason: 'bye' }, '4001 bye'],
  ] as const) {
    const client = await greet(server)
    const told = once(server.latest.socket, 'close')
    await client.disconnect(options)
    expect((await told).join(' ')).toBe(expected)
    expect(client.isConnected).toBe(false)
    expect(client.closed).toMatchObject({ wasClean: true })
  }
  await server.quiet()
})

test('twice, one after the other and at once', async () => {
  const server = await RawServer.start()
  const client = await greet(server)
  let closed = 0
  client.on('close', () => closed++)
  await Promise.all([client.disconnect(), client.disconnect()])
  await client.disconnect()
  expect(closed).toBe(1)
})

test('before it was ever connected', async () => {
  const client = makeClient({ url: 'ws://127.0.0.1:9/' })
  await client.disconnect()
  client.terminate()
  expect([client.isConnected, client.closed]).toEqual([false, undefined])
})

test('after connecting has failed', async () => {
  const server = await RawServer.start()
  await server.close()
  const client = makeClient(server)
  await expect(client.connect()).rejects.toMatchObject({ code: 'ERR_CONNECT' })
  await client.disconnect()
  await client.disconnect()
})

test('after the service has closed', async () => {
  const server = await RawServer.start()
  const client = await greet(server)
  server.latest.socket.close(1001)
  await client.expectClose()
  await client.disconnect()
  expect(client.closed).toMatchObject({ code: 1001 })
})

test('from a service that never answers Close', async () => {
  const server = await RawServer.start()
  const client = await greet(server)
  server.latest.tcp.pause()
  await client.disconnect()
  expect(client.closed).toMatchObject({ code: 1006, wasClean: false })
  server.latest.tcp.resume()
  await server.quiet()
})

test('at once, if its own time is over or it is aborted', async () => {
  const server = await RawServer.start()
  for (const options of [{ timeout: 1 }, { signal: AbortSignal.abort() }]) {
    const client = await greet(server)
    server.latest.tcp.pause()
    await client.disconnect(options)
    expect(client.isConnected).toBe(false)
    server.latest.tcp.resume()
  }
  await server.quiet()
})

test('by asyncDispose', async () => {
  const server = await RawServer.start()
  const client = await greet(server)
  await client[Symbol.asyncDispose]()
  await server.quiet()
  expect(client.closed).toMatchObject({ code: 1000 })
})
