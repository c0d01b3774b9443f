import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { PushClient } from '../../src/client/index.ts'
import { greet, notificationFrame, RawServer } from './raw-server.ts'

const [a, b, c] = [randomUUID(), randomUUID(), randomUUID()]
const versions = (client: PushClient): string[] => client.notifications.map(({ version }) => version)

test('the result is in the order of the targets, whatever the order of arrival', async () => {
  const server = await RawServer.start()
  const client = await greet(server)
  server.latest.send(notificationFrame(b, '1'))
  await client.flush()
  const both = client.expectNotifications([a, b, ({ version }) => version === '9'])
  server.latest.send(notificationFrame(c, '9'), notificationFrame(a, '2'))
  expect((await both).map(({ version }) => version)).toEqual(['2', '1', '9'])
  expect(versions(client)).toEqual([])
})

test('if one does not come, those taken are put back in their places', async () => {
  const server = await RawServer.start()
  const client = await greet(server)
  for (const version of ['1', '2', '3', '4'])
    server.latest.send(notificationFrame(Number(version) % 2 ? a : b, version))
  await client.flush()
  await expect(client.expectNotifications([b, a, c], { timeout: 1 })).rejects.toMatchObject({
    code: 'ERR_TIMEOUT',
    message: expect.stringContaining(c),
  })
  expect(versions(client)).toEqual(['1', '2', '3', '4'])
  await expect(client.expectNotification()).resolves.toHaveProperty('version', '1')
})

test('and those who wait meanwhile get them', async () => {
  const server = await RawServer.start()
  const client = await greet(server)
  server.latest.send(notificationFrame(a, '1'), notificationFrame(a, '2'))
  await client.flush()
  const controller = new AbortController()
  const several = client.expectNotifications([a, a, c], { signal: controller.signal })
  const single = client.expectNotification(a)
  controller.abort()
  await expect(several).rejects.toMatchObject({ code: 'ERR_ABORTED' })
  await expect(single).resolves.toHaveProperty('version', '1')
  expect(versions(client)).toEqual(['2'])
})

test('a full inbox takes back what was its own', async () => {
  const server = await RawServer.start()
  const client = await greet(server, { limits: { inbox: 1 } })
  server.latest.send(notificationFrame(a, '1'))
  await client.flush()
  const controller = new AbortController()
  const several = client.expectNotifications([a, c], { signal: controller.signal })
  server.latest.send(notificationFrame(b, '2'))
  await client.flush()
  controller.abort()
  await expect(several).rejects.toMatchObject({ code: 'ERR_ABORTED' })
  expect(versions(client)).toEqual(['1', '2'])
})

test('none expected is none taken', async () => {
  const server = await RawServer.start()
  const client = await greet(server)
  await expect(client.expectNotifications([])).resolves.toEqual([])
})
