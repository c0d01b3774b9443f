import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { greet, notificationFrame, RawServer } from './raw-server.ts'

test('terminate and connect again at once', async () => {
  const server = await RawServer.start()
  const client = await greet(server)
  const ends: number[] = []
  client.on('close', ({ code }) => ends.push(code))
  const waiting = client.expectNotification()
  waiting.catch(() => {})
  client.terminate()
  const connecting = client.connect()
  await expect(waiting).rejects.toMatchObject({ code: 'ERR_CLOSED', details: { closeCode: 1006, closeReason: '' } })
  await connecting
  await client.hello()
  const next = client.expectNotification()
  // The close event of the first connection has come by now, and nobody took it for the second's.
  await server.latest.settled()
  expect(ends).toEqual([1006])
  expect([client.isConnected, client.closed]).toEqual([true, undefined])
  server.latest.send(notificationFrame(randomUUID(), 'v'))
  await expect(next).resolves.toHaveProperty('version', 'v')
})

test('what the first connection still had to say is not heard by the second session', async () => {
  const server = await RawServer.start()
  const client = await greet(server)
  const first = server.latest
  let connecting: Promise<void> | undefined
  client.once('notification', () => {
    client.terminate()
    connecting = client.connect()
  })
  // One segment: the second is read when the first has ended the connection already.
  first.send(notificationFrame(randomUUID(), 'heard'), notificationFrame(randomUUID(), 'not heard'))
  await expect(client.expectNotification()).resolves.toHaveProperty('version', 'heard')
  await connecting
  await client.hello()
  await client.expectNone()
})

test('several times in a row', async () => {
  const server = await RawServer.start()
  const client = await greet(server)
  for (let round = 0; round < 5; round++) {
    client.terminate()
    await client.connect()
    await client.hello()
  }
  await expect(client.register()).resolves.toMatchObject({ status: 200 })
  client.terminate()
  await server.quiet()
  expect(server.connections).toHaveLength(6)
})
