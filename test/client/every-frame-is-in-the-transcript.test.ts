import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { renderText } from '../../src/transcript/index.ts'
import { greet, makeClient, notificationFrame, RawServer } from './raw-server.ts'

test('in both directions, with pings and how it ended', async () => {
  const server = await RawServer.start()
  const client = await greet(server, { name: 'client 1', uaid: 'u' })
  const channelID = randomUUID()
  await client.register(channelID)
  server.latest.send(notificationFrame(channelID, 'v', { data: 'SECRET' }))
  await client.flush()
  await server.latest.settled()
  client.sendFrame('{"messageType":', { fin: false })
  client.sendFrame('"half"}')
  client.sendFrame(new Uint8Array(3))
  await client.disconnect()
  const shown = client.transcript.events.map(({ actor, direction, kind, text }) =>
    [actor, direction ?? '-', kind, text?.replaceAll(channelID, 'CHANNEL').replaceAll(/127.0.0.1:\d+/g, 'HOST')].join(
      ' | ',
    ),
  )
  expect(shown).toMatchInlineSnapshot(`
    [
      "client 1 | - | open | ws://HOST",
      "client 1 | sent | frame | {"messageType":"hello","use_webpush":true,"broadcasts":{},"uaid":"u"}",
      "client 1 | received | frame | {"messageType":"hello","status":200,"uaid":"u","broadcasts":{}}",
      "client 1 | sent | frame | {"messageType":"register","channelID":"CHANNEL"}",
      "client 1 | received | frame | {"messageType":"register","status":200,"channelID":"CHANNEL","pushEndpoint":"http://HOST/wpush/v1/CHANNEL"}",
      "client 1 | sent | ping | ",
      "client 1 | received | frame | {"messageType":"notification","channelID":"CHANNEL","version":"v","data":"SECRET"}",
      "client 1 | sent | frame | {"messageType":"ack","updates":[{"channelID":"CHANNEL","version":"v","code":100}]}",
      "client 1 | received | pong | ",
      "client 1 | received | ping | ",
      "client 1 | sent | pong | ",
      "client 1 | sent | frame | {"messageType":",
      "client 1 | sent | frame | "half"}",
      "client 1 | sent | frame | 3 bytes",
      "client 1 | sent | close | 1000",
      "client 1 | received | close | 1000",
    ]
  `)
  expect(renderText(client.transcript.events)).not.toContain('SECRET')
})

test('a connection that failed too', async () => {
  const server = await RawServer.start()
  await server.close()
  const client = makeClient(server)
  await expect(client.connect()).rejects.toMatchObject({ code: 'ERR_CONNECT' })
  expect(client.transcript.events.map(({ kind, text }) => `${kind} ${text}`)).toContain('note error ECONNREFUSED')
})

test('times never run backwards', async () => {
  const server = await RawServer.start()
  const client = await greet(server)
  for (let round = 0; round < 10; round++) await client.ping()
  const times = client.transcript.events.map(({ at }) => at)
  expect(times).toEqual(times.toSorted((a, b) => a - b))
})

test('as many as asked for', async () => {
  const server = await RawServer.start()
  const client = await greet(server, { limits: { transcript: 2 } })
  await client.ping()
  expect(client.transcript.events.map(({ text }) => text)).toEqual(['{}', '{}'])
  expect(client.transcript.dropped).toBe(3)
})
