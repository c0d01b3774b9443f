import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { greet, notificationFrame, RawServer } from './raw-server.ts'

const channelID = randomUUID()

test('and gives everything that came before', async () => {
  const server = await RawServer.start()
  const client = await greet(server)
  server.latest.send(notificationFrame(channelID, '1'), notificationFrame(channelID, '2'))
  server.latest.socket.close(1001)
  const versions: string[] = []
  for await (const { version } of client) versions.push(version)
  expect(versions).toEqual(['1', '2'])
})

test('while it waits', async () => {
  const server = await RawServer.start()
  const client = await greet(server)
  const versions: string[] = []
  server.latest.send(notificationFrame(channelID, '1'))
  for await (const { version } of client) {
    versions.push(version)
    if (version === '1') server.latest.send(notificationFrame(channelID, '2'))
    else server.latest.tcp.destroy()
  }
  expect(versions).toEqual(['1', '2'])
})

test('and can be left at any time', async () => {
  const server = await RawServer.start()
  const client = await greet(server)
  server.latest.send(notificationFrame(channelID, '1'), notificationFrame(channelID, '2'))
  for await (const { version } of client) {
    expect(version).toBe('1')
    break
  }
  await expect(client.expectNotification()).resolves.toHaveProperty('version', '2')
})

test('other errors come out of it', async () => {
  const server = await RawServer.start()
  const client = await greet(server, { limits: { inbox: 1 } })
  server.latest.send(notificationFrame(channelID, '1'), notificationFrame(channelID, '2'))
  await client.flush()
  const read = async (): Promise<void> => {
    for await (const _ of client);
  }
  await expect(read()).rejects.toMatchObject({ code: 'ERR_LIMIT' })
})
