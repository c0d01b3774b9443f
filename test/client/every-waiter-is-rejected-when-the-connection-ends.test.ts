import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { PushClient } from '../../src/client/index.ts'
import { greet, makeClient, politely, RawServer } from './raw-server.ts'

const forever = { timeout: Number.POSITIVE_INFINITY }

/** A service that answers nothing after the first hello. */
function silent(): Promise<RawServer> {
  return RawServer.start((frame, connection) => {
    if (connection.frames.length === 1) politely(frame, connection)
  })
}

/** Everything one can wait for, without a time limit. */
function waitForEverything(client: PushClient): Promise<PromiseSettledResult<unknown>[]> {
  return Promise.allSettled([
    client.expectNotification(undefined, forever),
    client.expectNotification(randomUUID(), forever),
    client.expectNotifications([randomUUID(), randomUUID()], forever),
    client.expectBroadcast(undefined, forever),
    client.register(randomUUID(), forever),
    client.unregister(randomUUID(), forever),
    client.subscribe(forever),
    client.hello(forever),
    client.ping(forever),
  ])
}

function expectAllClosed(results: PromiseSettledResult<unknown>[], closeCode: number, closeReason: string): void {
  expect(results).toEqual(
    results.map(() => ({
      status: 'rejected',
      reason: expect.objectContaining({ code: 'ERR_CLOSED', details: { closeCode, closeReason } }),
    })),
  )
}

test('by the service, with its code and reason', async () => {
  const server = await silent()
  const client = await greet(server)
  const waiting = waitForEverything(client)
  server.latest.socket.close(1011, 'SM')
  expectAllClosed(await waiting, 1011, 'SM')
  expect(client.closed).toEqual({ code: 1011, reason: 'SM', wasClean: true })
})

test('by the death of the TCP connection', async () => {
  const server = await silent()
  const client = await greet(server)
  const waiting = waitForEverything(client)
  server.latest.tcp.resetAndDestroy()
  expectAllClosed(await waiting, 1006, '')
  expect(client.closed).toEqual({ code: 1006, reason: '', wasClean: false })
})

test('by a service that sends Close and does not end the TCP connection', async () => {
  const server = await silent()
  const client = await greet(server)
  const waiting = waitForEverything(client)
  // The server side of `ws` would end the connection; so the frame is written by hand, and nobody answers.
  const { tcp } = server.latest
  tcp.removeAllListeners('data')
  tcp.resume()
  tcp.write(Buffer.from([0x88, 4, 0x03, 0xf4, 0x68, 0x69]))
  expectAllClosed(await waiting, 1012, 'hi')
  await server.quiet()
})

test('by the client itself', async () => {
  const server = await silent()
  const client = await greet(server)
  const waiting = waitForEverything(client)
  await client.disconnect()
  expectAllClosed(await waiting, 1000, '')
})

test('by the client, as a crash would', async () => {
  const server = await silent()
  const client = await greet(server)
  const waiting = waitForEverything(client)
  client.terminate()
  expectAllClosed(await waiting, 1006, '')
})

describe('also', () => {
  test('who waits for silence', async () => {
    const server = await silent()
    const client = await greet(server)
    const waiting = client.expectNone({ within: 1_000_000 })
    await server.latest.settled()
    server.latest.socket.close(1001)
    await expect(waiting).rejects.toMatchObject({ code: 'ERR_CLOSED', details: { closeCode: 1001 } })
  })

  test('who waits for a pong', async () => {
    const server = await silent()
    const client = await greet(server)
    // Nobody reads, so nobody answers the ping.
    server.latest.tcp.pause()
    const waiting = client.flush(forever)
    server.latest.tcp.destroy()
    await expect(waiting).rejects.toMatchObject({ code: 'ERR_CLOSED' })
  })

  test('who begins to wait afterwards', async () => {
    const server = await silent()
    const client = await greet(server)
    server.latest.socket.close(1013, 'busy')
    await client.expectClose()
    await expect(client.expectNotification(undefined, forever)).rejects.toMatchObject({
      code: 'ERR_CLOSED',
      message: 'The connection of client was closed with 1013 "busy".',
      details: { closeCode: 1013, closeReason: 'busy' },
    })
    await expect(client.expectBroadcast(undefined, forever)).rejects.toMatchObject({ code: 'ERR_CLOSED' })
    await expect(client.register()).rejects.toMatchObject({ code: 'ERR_CLOSED' })
    await expect(client.flush()).rejects.toMatchObject({ code: 'ERR_CLOSED' })
    expect(() => client.send({ messageType: 'ping' })).toThrow(expect.objectContaining({ code: 'ERR_CLOSED' }))
  })
})

describe('who waits for the end', () => {
  test('gets it', async () => {
    const server = await silent()
    const client = await greet(server)
    const waiting = client.expectClose(forever)
    server.latest.socket.close(1012, 'restart')
    await expect(waiting).resolves.toEqual({ code: 1012, reason: 'restart', wasClean: true })
    await expect(client.expectClose()).resolves.toMatchObject({ code: 1012 })
  })

  test('also while the connection is closing', async () => {
    const server = await silent()
    const client = await greet(server)
    client.terminate()
    await expect(client.expectClose(forever)).resolves.toMatchObject({ code: 1006 })
  })

  test('but not without a connection', async () => {
    const client = makeClient(await silent())
    await expect(client.expectClose()).rejects.toMatchObject({ code: 'ERR_STATE' })
  })

  test('for so long and no longer', async () => {
    const client = await greet(await silent())
    await expect(client.expectClose({ timeout: 1 })).rejects.toThrow('Waited 1ms for client to be closed.')
    await expect(client.expectClose({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'ERR_ABORTED' })
  })
})

test('the event tells it, once', async () => {
  const server = await silent()
  const client = await greet(server)
  const order: string[] = []
  client.on('close', ({ code }) => order.push(`event ${code}`))
  const waiting = client.expectNotification(undefined, forever).catch(() => order.push('waiter'))
  server.latest.socket.close(1001)
  await waiting
  await server.quiet()
  expect(order.toSorted()).toEqual(['event 1001', 'waiter'])
})

test('nothing can be sent before it is connected', async () => {
  const client = makeClient(await silent())
  const message = 'client is not connected. Call `connect()` first.'
  await expect(client.hello()).rejects.toMatchObject({ code: 'ERR_STATE', message })
  await expect(client.register()).rejects.toMatchObject({ code: 'ERR_STATE' })
  await expect(client.flush()).rejects.toMatchObject({ code: 'ERR_STATE' })
  expect(() => client.sendFrame('x')).toThrow(message)
})
