import { expect, onTestFinished, test } from 'vitest'
import { ApplicationServer } from '../../src/application-server/index.ts'
import { FixtureServer } from '../../src/fixture/index.ts'
import { greet, politely, RawServer } from './raw-server.ts'

async function start(): Promise<{ server: FixtureServer; applicationServer: ApplicationServer }> {
  const server = await FixtureServer.start()
  const applicationServer = new ApplicationServer()
  onTestFinished(async () => {
    await applicationServer.close()
    await server.close()
  })
  return { server, applicationServer }
}

test('with the same UAID, and what was sent meanwhile arrives', async () => {
  const { server, applicationServer } = await start()
  const client = await greet(server)
  const { uaid } = client
  const subscription = await client.subscribe()
  await client.disconnect()
  await applicationServer.send(subscription, 'meanwhile')
  await expect(client.reconnect()).resolves.toMatchObject({ uaid })
  const notification = await client.expectNotification(subscription)
  expect(notification.text()).toBe('meanwhile')
  expect(client.subscriptions.get(subscription.channelID)).toBe(subscription)
})

test('by reconnect of an open connection, which is closed first', async () => {
  const { server } = await start()
  const client = await greet(server)
  const { uaid } = client
  await client.reconnect({ resume: true })
  expect(client.uaid).toBe(uaid)
  expect(server.clients).toHaveLength(1)
})

test('but not the loss of the UAID', async () => {
  const { server } = await start()
  const client = await greet(server)
  const { uaid } = client
  await client.subscribe()
  await client.reconnect({ resume: false })
  expect(client.uaid).not.toBe(uaid)
  expect(client.subscriptions.size).toBe(0)
})

test('nor a service that has forgotten the UAID', async () => {
  let count = 0
  const server = await RawServer.start((frame, connection) => {
    if (frame.messageType === 'hello') connection.send({ messageType: 'hello', status: 200, uaid: `uaid ${++count}` })
    else politely(frame, connection)
  })
  const client = await greet(server)
  const subscription = await client.subscribe()
  await client.reconnect()
  expect(server.latest.frames[0]).toMatchObject({ uaid: 'uaid 1' })
  expect(client.subscriptions.size).toBe(0)
  // Its channel is unknown now.
  server.latest.send({ messageType: 'notification', channelID: subscription.channelID, version: 'v' })
  await server.latest.settled()
  expect(server.latest.framesOf('ack')).toMatchObject([{ updates: [{ code: 102 }] }])
})

test('unsubscribe ends one', async () => {
  const { server, applicationServer } = await start()
  const client = await greet(server)
  const [first, second] = [await client.subscribe(), await client.subscribe()]
  await expect(first.unsubscribe()).resolves.toBe(true)
  await expect(client.unsubscribe(second)).resolves.toBe(true)
  expect(client.subscriptions.size).toBe(0)
  await expect(applicationServer.send(first, 'x')).resolves.toMatchObject({ status: 410 })
})

test('hello resumes a UAID that the client was made with', async () => {
  const { server } = await start()
  const first = await greet(server)
  // The service keeps a client that has a channel.
  await first.register()
  await first.disconnect()
  const second = await greet(server, { uaid: first.uaid as string })
  expect(second.uaid).toBe(first.uaid)
})
