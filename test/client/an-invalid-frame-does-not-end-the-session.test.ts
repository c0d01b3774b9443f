import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { greet, notificationFrame, RawServer } from './raw-server.ts'

test.each([
  ['no JSON', '{"messageType":'],
  ['no object', '[]'],
  ['an empty text', ''],
  ['a notification without a channel', '{"messageType":"notification","version":"v"}'],
  ['a broadcast of numbers', '{"messageType":"broadcast","broadcasts":{"a":1}}'],
  [
    'a channel too deep to show',
    `{"messageType":"notification","channelID":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
  ],
])('%s', async (_, text) => {
  const server = await RawServer.start()
  const client = await greet(server)
  const invalid: [string, string][] = []
  client.on('invalid', (error, frame) => invalid.push([error.code, frame]))
  const channelID = randomUUID()
  server.latest.send(text, notificationFrame(channelID, 'v'))
  await expect(client.expectNotification(channelID)).resolves.toHaveProperty('version', 'v')
  expect(invalid).toEqual([['ERR_MESSAGE', text]])
  expect(client.transcript.events.some((event) => event.text === text)).toBe(true)
})

test('nor does one when nobody listens, or a binary one', async () => {
  const server = await RawServer.start()
  const client = await greet(server)
  server.latest.send('no')
  server.latest.socket.send(Buffer.from([1, 2, 3]))
  await client.ping()
  expect(client.transcript.events.map(({ text }) => text)).toContain('3 bytes')
})

test('one that is too large does, with 1009', async () => {
  const server = await RawServer.start()
  const client = await greet(server, { limits: { frame: 100 } })
  const told = new Promise<number>((resolve) => server.latest.socket.once('close', resolve))
  server.latest.send('x'.repeat(101))
  await expect(client.expectNotification()).rejects.toMatchObject({ code: 'ERR_CLOSED' })
  await expect(told).resolves.toBe(1009)
})
