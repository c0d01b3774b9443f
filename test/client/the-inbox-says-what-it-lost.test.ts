import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { greet, notificationFrame, RawServer } from './raw-server.ts'

const channelID = randomUUID()

test('to the next expectation, once', async () => {
  const server = await RawServer.start()
  const client = await greet(server, { limits: { inbox: 2 } })
  for (const version of ['1', '2', '3', '4']) server.latest.send(notificationFrame(channelID, version))
  await client.flush()
  await expect(client.expectNotification()).rejects.toMatchObject({
    code: 'ERR_LIMIT',
    message:
      '2 notifications were lost: the inbox keeps at most 2 that nobody took. Take them as they come, or raise `limits.inbox`.',
    details: { lost: 2, limit: 2 },
  })
  await expect(client.expectNotification()).resolves.toHaveProperty('version', '1')
  await expect(client.expectNotification()).resolves.toHaveProperty('version', '2')
})

test('also when nothing is expected', async () => {
  const server = await RawServer.start()
  const client = await greet(server, { limits: { inbox: 0 } })
  server.latest.send(notificationFrame(channelID, '1'))
  await expect(client.expectNone()).rejects.toMatchObject({ code: 'ERR_LIMIT' })
})

test('what somebody waits for needs no room', async () => {
  const server = await RawServer.start()
  const client = await greet(server, { limits: { inbox: 0 } })
  const waiting = client.expectNotification()
  server.latest.send(notificationFrame(channelID, '1'))
  await expect(waiting).resolves.toHaveProperty('version', '1')
  await expect(client.expectNone()).resolves.toBeUndefined()
})
