import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { type Frame, greet, makeClient, notificationFrame, politely, RawServer } from './raw-server.ts'

const endpoint = 'https://push.example/wpush/v1/x'

test('that come between a request and its reply', async () => {
  const server = await RawServer.start((frame, connection) => {
    const { channelID } = frame
    if (frame.messageType !== 'register') return politely(frame, connection)
    connection.send(
      notificationFrame(randomUUID(), 'before 1'),
      { messageType: 'broadcast', broadcasts: { a: '1' } },
      notificationFrame(randomUUID(), 'before 2'),
      { messageType: 'register', status: 200, channelID, pushEndpoint: endpoint },
      notificationFrame(String(channelID), 'after'),
    )
  })
  const client = await greet(server)
  await expect(client.register()).resolves.toMatchObject({ status: 200, pushEndpoint: endpoint })
  expect(client.notifications.map(({ version }) => version)).toEqual(['before 1', 'before 2', 'after'])
})

test('and from each other when they come in another order', async () => {
  const waiting: Frame[] = []
  const server = await RawServer.start((frame, connection) => {
    if (frame.messageType !== 'register') return politely(frame, connection)
    waiting.push(frame)
    if (waiting.length === 2) for (const request of waiting.toReversed()) politely(request, connection)
  })
  const client = await greet(server)
  const channels = [randomUUID(), randomUUID()]
  const replies = await Promise.all(channels.map((channelID) => client.register(channelID)))
  expect(replies.map(({ channelID }) => channelID)).toEqual(channels)
})

test('register and unregister of one channel', async () => {
  const server = await RawServer.start((frame, connection) => {
    if (frame.messageType === 'register') return
    if (frame.messageType !== 'unregister') return politely(frame, connection)
    const { channelID } = frame
    connection.send(
      { messageType: 'unregister', status: 202, channelID },
      { messageType: 'register', status: 200, channelID, pushEndpoint: endpoint },
    )
  })
  const client = await greet(server)
  const channelID = randomUUID()
  const [registered, unregistered] = await Promise.all([client.register(channelID), client.unregister(channelID)])
  expect([registered.status, unregistered.status]).toEqual([200, 202])
})

test('a channel in upper case is the same channel', async () => {
  const server = await RawServer.start((frame, connection) => {
    if (frame.messageType !== 'register') return politely(frame, connection)
    const channelID = String(frame.channelID).toUpperCase()
    connection.send({ messageType: 'register', status: 200, channelID, pushEndpoint: endpoint })
  })
  const client = await greet(server)
  await expect(client.register()).resolves.toMatchObject({ status: 200 })
})

test('a reply nobody asked for is ignored', async () => {
  const server = await RawServer.start()
  const client = await greet(server)
  server.latest.send('{}', { messageType: 'register', status: 200, channelID: randomUUID(), pushEndpoint: endpoint })
  await client.flush()
  await expect(client.register()).resolves.toMatchObject({ status: 200 })
})

test('a request that was given up leaves its reply to nobody', async () => {
  const server = await RawServer.start((frame, connection) => {
    if (frame.messageType !== 'register') politely(frame, connection)
  })
  const client = await greet(server)
  const channelID = randomUUID()
  await expect(client.register(channelID, { timeout: 1 })).rejects.toMatchObject({
    code: 'ERR_TIMEOUT',
    message: `Waited 1ms for the register reply for ${channelID}.`,
  })
  const second = client.register(channelID)
  server.latest.send({ messageType: 'register', status: 409, channelID, pushEndpoint: 'again' })
  await expect(second).resolves.toMatchObject({ status: 409 })
})

test('a request that cannot be written takes no reply away from the next', async () => {
  const server = await RawServer.start()
  const client = makeClient(server)
  await client.connect()
  await expect(client.hello({ broadcasts: { a: 1n as unknown as string } })).rejects.toThrow(TypeError)
  await expect(client.hello()).resolves.toMatchObject({ status: 200 })
})

describe('a malformed reply fails its request at once', () => {
  const server = (bad: (frame: Frame) => Frame, type: string): Promise<RawServer> =>
    RawServer.start((frame, connection) => {
      if (frame.messageType === type) connection.send(bad(frame))
      else politely(frame, connection)
    })

  test('hello', async () => {
    const client = makeClient(await server(() => ({ messageType: 'hello', status: 200 }), 'hello'))
    await client.connect()
    await expect(client.hello({ timeout: Number.POSITIVE_INFINITY })).rejects.toMatchObject({
      code: 'ERR_MESSAGE',
      details: { messageType: 'hello', field: 'uaid' },
    })
    expect(client.isConnected).toBe(true)
    expect(client.uaid).toBeUndefined()
  })

  test('register', async () => {
    const client = await greet(
      await server(({ channelID }) => ({ messageType: 'register', channelID, status: 200 }), 'register'),
    )
    await expect(client.register(undefined, { timeout: Number.POSITIVE_INFINITY })).rejects.toMatchObject({
      code: 'ERR_MESSAGE',
      details: { field: 'pushEndpoint' },
    })
  })

  test('without a channel: the oldest of its type', async () => {
    const client = await greet(await server(() => ({ messageType: 'unregister', status: 200 }), 'unregister'))
    await expect(client.unregister(randomUUID(), { timeout: Number.POSITIVE_INFINITY })).rejects.toMatchObject({
      code: 'ERR_MESSAGE',
      details: { field: 'channelID' },
    })
  })

  test('of its own channel, and no other', async () => {
    const requests: Frame[] = []
    const raw = await RawServer.start((frame, connection) => {
      if (frame.messageType !== 'register') return politely(frame, connection)
      requests.push(frame)
      if (requests.length < 2) return
      const [first, second] = requests as [Frame, Frame]
      connection.send({ messageType: 'register', channelID: second.channelID, status: 'fine' })
      politely(first, connection)
    })
    const client = await greet(raw)
    const [first, second] = await Promise.allSettled([client.register(), client.register()])
    expect([first.status, second.status]).toEqual(['fulfilled', 'rejected'])
  })
})

test('the application-level ping is answered', async () => {
  const server = await RawServer.start()
  const client = await greet(server)
  await client.ping()
  expect(server.latest.frames.at(-1)).toEqual({})
})
