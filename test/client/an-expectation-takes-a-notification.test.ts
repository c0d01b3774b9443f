import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { greet, notificationFrame, RawServer } from './raw-server.ts'

const [a, b] = [randomUUID(), randomUUID()]

test('that came before, the oldest first', async () => {
  const server = await RawServer.start()
  const client = await greet(server)
  server.latest.send(notificationFrame(a, '1'), notificationFrame(b, '2'), notificationFrame(a, '3'))
  await client.flush()
  await expect(client.expectNotification()).resolves.toHaveProperty('version', '1')
  await expect(client.expectNotification(a)).resolves.toHaveProperty('version', '3')
  expect(client.notifications.map(({ version }) => version)).toEqual(['2'])
})

test('that comes later', async () => {
  const server = await RawServer.start()
  const client = await greet(server)
  const onB = client.expectNotification(b)
  const any = client.expectNotification()
  server.latest.send(notificationFrame(a, '1'), notificationFrame(b, '2'))
  await expect(any).resolves.toHaveProperty('version', '1')
  await expect(onB).resolves.toHaveProperty('version', '2')
  expect(client.notifications).toEqual([])
})

test('and no other expectation gets the same', async () => {
  const server = await RawServer.start()
  const client = await greet(server)
  const both = Promise.all([client.expectNotification(a), client.expectNotification(a)])
  server.latest.send(notificationFrame(a, '1'), notificationFrame(a, '2'))
  expect((await both).map(({ version }) => version)).toEqual(['1', '2'])
})

test('of a subscription', async () => {
  const server = await RawServer.start()
  const client = await greet(server)
  const subscription = await client.subscribe()
  server.latest.send(notificationFrame(a, '1'), notificationFrame(subscription.channelID, '2'))
  await expect(client.expectNotification(subscription)).resolves.toHaveProperty('version', '2')
})

test('after the connection ended, if it came before', async () => {
  const server = await RawServer.start()
  const client = await greet(server)
  server.latest.send(notificationFrame(a, '1'), notificationFrame(b, '2'))
  server.latest.socket.close(1001)
  await client.expectClose()
  await expect(client.expectNotification(b)).resolves.toHaveProperty('version', '2')
  await expect(client.expectNotification(b)).rejects.toMatchObject({ code: 'ERR_CLOSED' })
})

describe('that fulfils a condition', () => {
  test('now or later', async () => {
    const server = await RawServer.start()
    const client = await greet(server)
    server.latest.send(notificationFrame(a, '1'), notificationFrame(a, '2'))
    await client.flush()
    await expect(client.expectNotification(({ version }) => version === '2')).resolves.toHaveProperty('version', '2')
    const third = client.expectNotification(({ version }) => version === '3')
    server.latest.send(notificationFrame(a, '4'), notificationFrame(a, '3'))
    await expect(third).resolves.toHaveProperty('version', '3')
  })

  test('and a condition that throws fails its expectation, and nothing else', async () => {
    const server = await RawServer.start()
    const client = await greet(server)
    const broken = client.expectNotification((notification) => notification.json() === 'x')
    const sound = client.expectNotification(a)
    server.latest.send(notificationFrame(a, '1', { data: 'AAAA' }))
    await expect(broken).rejects.toMatchObject({ code: 'ERR_DECRYPT' })
    await expect(sound).resolves.toHaveProperty('version', '1')
    server.latest.send(notificationFrame(a, '2', { data: 'AAAA' }))
    await client.flush()
    await expect(client.expectNotification((notification) => notification.json() === 'x')).rejects.toMatchObject({
      code: 'ERR_DECRYPT',
    })
    expect(client.notifications.map(({ version }) => version)).toEqual(['2'])
    expect(client.isConnected).toBe(true)
  })
})

describe('or says in time that there is none', () => {
  test('with what came instead', async () => {
    const server = await RawServer.start()
    const client = await greet(server, { name: 'client 7' })
    await expect(client.expectNotification(a, { timeout: 1 })).rejects.toMatchObject({
      code: 'ERR_TIMEOUT',
      message: `Waited 1ms for a notification on channel ${a} for client 7; none came.`,
    })
    server.latest.send(notificationFrame(b, '1'))
    await client.flush()
    await expect(client.expectNotification(a, { timeout: 1 })).rejects.toThrow('for client 7; 1 other came.')
    server.latest.send(notificationFrame(b, '2'))
    await client.flush()
    await expect(client.expectNotification(() => false, { timeout: 1 })).rejects.toThrow(
      'Waited 1ms for a matching notification for client 7; 2 others came.',
    )
    await expect(client.expectBroadcast(undefined, { timeout: 1 })).rejects.toThrow(
      'Waited 1ms for a broadcast for client 7.',
    )
  })

  test('at once when it is aborted', async () => {
    const server = await RawServer.start()
    const client = await greet(server)
    const controller = new AbortController()
    const waiting = client.expectNotification(a, { signal: controller.signal, timeout: Number.POSITIVE_INFINITY })
    controller.abort()
    await expect(waiting).rejects.toMatchObject({ code: 'ERR_ABORTED' })
    server.latest.send(notificationFrame(a, '1'))
    await expect(client.expectNotification(a)).resolves.toHaveProperty('version', '1')
    await expect(client.expectNotification(a, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'ERR_ABORTED',
    })
  })
})

test('broadcasts are expected in the same way', async () => {
  const server = await RawServer.start()
  const client = await greet(server)
  const heard: unknown[] = []
  client.on('broadcast', (broadcasts) => heard.push(broadcasts))
  server.latest.send({ messageType: 'broadcast', broadcasts: { x: '1' } })
  await client.flush()
  const later = client.expectBroadcast((broadcasts) => broadcasts.y === '2')
  server.latest.send({ messageType: 'broadcast', broadcasts: { y: '2' } })
  await expect(later).resolves.toEqual({ y: '2' })
  await expect(client.expectBroadcast()).resolves.toEqual({ x: '1' })
  expect(heard).toEqual([{ x: '1' }, { y: '2' }])
})

test('events tell of every message', async () => {
  const server = await RawServer.start()
  const client = await greet(server)
  const messages: string[] = []
  client.on('message', ({ messageType }) => messages.push(messageType))
  client.on('notification', ({ version }) => messages.push(`notification ${version}`))
  server.latest.send(notificationFrame(a, '1'), { messageType: 'from the future' })
  await client.ping()
  expect(messages).toEqual(['notification', 'notification 1', 'unknown', 'ping'])
})
