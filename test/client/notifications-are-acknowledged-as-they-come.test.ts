import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { AckCode, NackCode, UnregisterCode } from '../../src/protocol/index.ts'
import { greet, notificationFrame, RawServer } from './raw-server.ts'

test('with 100 on a known channel, 102 on an unknown one', async () => {
  const server = await RawServer.start()
  const client = await greet(server)
  const { channelID } = await client.register()
  const other = randomUUID()
  server.latest.send(notificationFrame(channelID, 'v1'), notificationFrame(other, 'v2'))
  await server.latest.settled()
  expect(server.latest.framesOf('ack')).toEqual([
    { messageType: 'ack', updates: [{ channelID, version: 'v1', code: 100 }] },
    { messageType: 'ack', updates: [{ channelID: other, version: 'v2', code: 102 }] },
  ])
})

test('with 102 once the channel is given up', async () => {
  const server = await RawServer.start()
  const client = await greet(server)
  const { channelID } = await client.register()
  await client.unregister(channelID)
  server.latest.send(notificationFrame(channelID, 'late'))
  await server.latest.settled()
  expect(server.latest.framesOf('ack')).toEqual([
    { messageType: 'ack', updates: [{ channelID, version: 'late', code: AckCode.NotDelivered }] },
  ])
})

test('unless there is no version to acknowledge', async () => {
  const server = await RawServer.start()
  const client = await greet(server)
  server.latest.send({ messageType: 'notification', channelID: randomUUID() })
  await server.latest.settled()
  expect(client.notifications).toHaveLength(1)
  expect(server.latest.framesOf('ack')).toEqual([])
})

test('unless it is turned off, at first or later', async () => {
  const server = await RawServer.start()
  const client = await greet(server, { autoAck: false })
  const { channelID } = await client.register()
  server.latest.send(notificationFrame(channelID, 'v1'))
  await server.latest.settled()
  expect(server.latest.framesOf('ack')).toEqual([])
  client.autoAck = true
  server.latest.send(notificationFrame(channelID, 'v2'))
  await server.latest.settled()
  client.autoAck = false
  server.latest.send(notificationFrame(channelID, 'v3'))
  await server.latest.settled()
  expect(server.latest.framesOf('ack')).toHaveLength(1)
  expect(client.notifications.map(({ version }) => version)).toEqual(['v1', 'v2', 'v3'])
})

test('or by hand, one or several in a frame', async () => {
  const server = await RawServer.start()
  const client = await greet(server, { autoAck: false })
  const { channelID } = await client.register()
  server.latest.send(notificationFrame(channelID, 'v1'), notificationFrame(channelID, 'v2'))
  const [first, second] = await client.expectNotifications([channelID, channelID])
  if (first === undefined || second === undefined) throw new Error('Expected two notifications.')
  client.ack(first)
  client.ack([first, second], { code: AckCode.DecryptionError })
  client.nack(first)
  client.nack(second, { code: NackCode.UncaughtException })
  await server.latest.settled()
  expect(server.latest.frames.slice(2)).toEqual([
    { messageType: 'ack', updates: [{ channelID, version: 'v1', code: 100 }] },
    {
      messageType: 'ack',
      updates: [
        { channelID, version: 'v1', code: 101 },
        { channelID, version: 'v2', code: 101 },
      ],
    },
    { messageType: 'nack', version: 'v1', code: 303 },
    { messageType: 'nack', version: 'v2', code: 301 },
  ])
})

test('what else a client says', async () => {
  const server = await RawServer.start()
  const client = await greet(server, { uaid: 'a'.repeat(32) })
  const channelID = randomUUID()
  await client.register(channelID, { key: 'KEY' })
  await client.unregister(channelID)
  await client.unregister(channelID, { code: UnregisterCode.QuotaExceeded })
  client.broadcastSubscribe({ a: '1' })
  await server.latest.settled()
  expect(server.latest.frames).toEqual([
    { messageType: 'hello', use_webpush: true, broadcasts: {}, uaid: 'a'.repeat(32) },
    { messageType: 'register', channelID, key: 'KEY' },
    { messageType: 'unregister', channelID, code: 200 },
    { messageType: 'unregister', channelID, code: 201 },
    { messageType: 'broadcast_subscribe', broadcasts: { a: '1' } },
  ])
})

test('a ping of the service is answered, with its payload', async () => {
  const server = await RawServer.start()
  const client = await greet(server)
  const pong = new Promise<string>((resolve) => server.latest.socket.once('pong', (data) => resolve(String(data))))
  server.latest.socket.ping('are you there')
  await expect(pong).resolves.toBe('are you there')
  expect(client.transcript.events.map(({ kind }) => kind)).toContain('ping')
})

test('but not by a client that does not read', async () => {
  const server = await RawServer.start()
  const client = await greet(server)
  client.pause()
  let ponged = false
  server.latest.socket.once('pong', () => {
    ponged = true
  })
  server.latest.socket.ping()
  server.latest.send(notificationFrame(randomUUID(), 'v1'))
  // The client still writes: when this is here, an answer to the ping would be, too.
  client.broadcastSubscribe({})
  await new Promise((resolve) => server.latest.socket.once('message', resolve))
  expect(ponged).toBe(false)
  client.resume()
  await expect(client.expectNotification()).resolves.toHaveProperty('version', 'v1')
})
