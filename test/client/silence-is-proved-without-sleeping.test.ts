import { randomUUID } from 'node:crypto'
import { describe, expect, onTestFinished, test } from 'vitest'
import { ApplicationServer } from '../../src/application-server/index.ts'
import { FixtureServer } from '../../src/fixture/index.ts'
import { greet, notificationFrame, RawServer } from './raw-server.ts'

const channelID = randomUUID()

test('a notification that the service sent just before is seen', async () => {
  const server = await RawServer.start()
  const client = await greet(server)
  server.latest.send(notificationFrame(channelID, 'v1'))
  await expect(client.expectNone()).rejects.toMatchObject({
    code: 'ERR_UNEXPECTED',
    message: `Expected no notification for client, got one on channel ${channelID}, version "v1".`,
    details: { channelID, version: 'v1' },
  })
  // It stays, for who wants to look at it.
  expect(client.notifications).toHaveLength(1)
})

test('a push that was accepted just before is seen', async () => {
  const server = await FixtureServer.start()
  onTestFinished(() => server.close())
  const client = await greet(server)
  const applicationServer = new ApplicationServer()
  onTestFinished(() => applicationServer.close())
  const subscription = await client.subscribe()
  await client.expectNone()
  await applicationServer.send(subscription, 'hi')
  await expect(client.expectNone()).rejects.toMatchObject({ code: 'ERR_UNEXPECTED' })
})

test('silence is silence', async () => {
  const server = await RawServer.start()
  const client = await greet(server)
  await expect(client.expectNone()).resolves.toBeUndefined()
})

test('other channels do not count', async () => {
  const server = await RawServer.start()
  const client = await greet(server)
  server.latest.send(notificationFrame(channelID, 'v1'))
  await client.expectNone({ target: randomUUID() })
  await client.expectNone({ target: ({ version }) => version === 'v2' })
  await expect(client.expectNone({ target: { channelID } })).rejects.toMatchObject({ code: 'ERR_UNEXPECTED' })
})

describe('within a time', () => {
  test('what comes ends it at once', async () => {
    const server = await RawServer.start()
    const client = await greet(server)
    const silence = client.expectNone({ within: 1_000_000, target: channelID })
    await server.latest.settled()
    server.latest.send(notificationFrame(randomUUID(), 'other'))
    server.latest.send(notificationFrame(channelID, 'v1'))
    await expect(silence).rejects.toMatchObject({ code: 'ERR_UNEXPECTED', details: { version: 'v1' } })
  })

  test('that is over it ends', async () => {
    const server = await RawServer.start()
    const client = await greet(server)
    await expect(client.expectNone({ within: 1 })).resolves.toBeUndefined()
    expect(client.listenerCount('notification')).toBe(0)
  })

  test('it can be aborted', async () => {
    const server = await RawServer.start()
    const client = await greet(server)
    const controller = new AbortController()
    const silence = client.expectNone({ within: 1_000_000, signal: controller.signal })
    await server.latest.settled()
    controller.abort()
    await expect(silence).rejects.toMatchObject({ code: 'ERR_ABORTED' })
  })

  test('a condition that throws ends it', async () => {
    const server = await RawServer.start()
    const client = await greet(server)
    const silence = client.expectNone({ within: 1_000_000, target: (notification) => notification.json() === 1 })
    await server.latest.settled()
    server.latest.send(notificationFrame(channelID, 'v1', { data: 'AAAA' }))
    await expect(silence).rejects.toMatchObject({ code: 'ERR_DECRYPT' })
  })

  test('on the clock of the fixture server it takes none', async () => {
    const server = await FixtureServer.start()
    onTestFinished(() => server.close())
    const client = await greet(server, { clock: server.clock })
    const before = server.clock.now()
    await client.expectNone({ within: 10_000_000 })
    expect(server.clock.now() - before).toBeGreaterThanOrEqual(10_000_000)
  })
})

describe('a pong proves only what was asked', () => {
  test('one that nobody asked for proves nothing', async () => {
    const server = await RawServer.start()
    const client = await greet(server)
    server.latest.socket.once('ping', () => {})
    const silence = client.expectNone()
    // Both are on their way before the answer to the client's ping.
    server.latest.socket.pong('early')
    server.latest.send(notificationFrame(channelID, 'v1'))
    await expect(silence).rejects.toMatchObject({ code: 'ERR_UNEXPECTED' })
  })

  test('one for the latest of several pings answers all of them', async () => {
    const server = await RawServer.start()
    const client = await greet(server)
    const { socket } = server.latest
    // By hand: only the second ping is answered (RFC 6455 section 5.5.3).
    ;(socket as unknown as { _autoPong: boolean })._autoPong = false
    const pings: Buffer[] = []
    socket.on('ping', (data) => {
      pings.push(data)
      if (pings.length === 2) socket.pong(data)
    })
    await expect(Promise.all([client.flush(), client.flush()])).resolves.toEqual([undefined, undefined])
  })

  test('twenty can be awaited at once', async () => {
    const server = await RawServer.start()
    const client = await greet(server)
    const warnings: Error[] = []
    const onWarning = (warning: Error): void => void warnings.push(warning)
    process.on('warning', onWarning)
    onTestFinished(() => void process.off('warning', onWarning))
    await Promise.all(Array.from({ length: 20 }, () => client.flush()))
    await new Promise(setImmediate)
    expect(warnings).toEqual([])
    expect(client.listenerCount('close')).toBe(0)
  })

  test('none in time is an error', async () => {
    const server = await RawServer.start()
    const client = await greet(server)
    server.latest.tcp.pause()
    await expect(client.flush({ timeout: 1 })).rejects.toThrow('Waited 1ms for the pong of the push service.')
    server.latest.tcp.resume()
    // The late pong is not taken for the answer to the next ping.
    await expect(client.flush()).resolves.toBeUndefined()
  })
})
