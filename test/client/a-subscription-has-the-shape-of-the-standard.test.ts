import { createECDH } from 'node:crypto'
import { describe, expect, onTestFinished, test } from 'vitest'
import webpush from 'web-push'
import { FixtureServer } from '../../src/fixture/index.ts'
import { greet, politely, RawServer } from './raw-server.ts'

test('toJSON is what a browser gives', async () => {
  const server = await RawServer.start()
  const subscription = await (await greet(server)).subscribe()
  const json = JSON.parse(JSON.stringify(subscription)) as Record<string, unknown>
  expect(json).toEqual({
    endpoint: subscription.endpoint,
    expirationTime: null,
    keys: { p256dh: expect.stringMatching(/^[\w-]{87}$/), auth: expect.stringMatching(/^[\w-]{22}$/) },
  })
  expect(Object.keys(json)).toEqual(['endpoint', 'expirationTime', 'keys'])
  expect(subscription.toJSON()).toEqual(json)
  expect(subscription.keys).toEqual(json.keys)
})

test('getKey gives the raw bytes', async () => {
  const server = await RawServer.start()
  const subscription = await (await greet(server)).subscribe()
  const [p256dh, auth] = [subscription.getKey('p256dh'), subscription.getKey('auth')]
  expect([p256dh.byteLength, auth.byteLength]).toEqual([65, 16])
  expect(Buffer.from(p256dh).toString('base64url')).toBe(subscription.keys.p256dh)
  expect(Buffer.from(auth).toString('base64url')).toBe(subscription.keys.auth)
  // A copy: who writes into it changes nobody's keys.
  new Uint8Array(auth).fill(0)
  expect(Buffer.from(subscription.getKey('auth')).toString('base64url')).toBe(subscription.keys.auth)
})

test('two subscriptions share neither channel nor keys', async () => {
  const server = await RawServer.start()
  const client = await greet(server)
  const [first, second] = await Promise.all([client.subscribe(), client.subscribe()])
  expect(first.channelID).not.toBe(second.channelID)
  expect(first.keys.p256dh).not.toBe(second.keys.p256dh)
  expect(first.keys.auth).not.toBe(second.keys.auth)
  expect([...client.subscriptions.keys()]).toEqual([first.channelID, second.channelID])
})

describe('its options', () => {
  const key = createECDH('prime256v1').generateKeys()

  test.each([
    ['base64url', key.toString('base64url')],
    ['bytes', new Uint8Array(key)],
  ])('the key as %s is registered', async (_, applicationServerKey) => {
    const server = await RawServer.start()
    const subscription = await (await greet(server)).subscribe({ applicationServerKey, userVisibleOnly: true })
    expect(server.latest.framesOf('register')).toMatchObject([{ key: key.toString('base64url') }])
    expect(Buffer.from(subscription.options.applicationServerKey ?? [])).toEqual(key)
    expect(subscription.options.userVisibleOnly).toBe(true)
  })

  test('without a key none is sent', async () => {
    const server = await RawServer.start()
    const subscription = await (await greet(server)).subscribe({ applicationServerKey: null })
    expect(server.latest.framesOf('register')).toEqual([{ messageType: 'register', channelID: subscription.channelID }])
    expect(subscription.options).toEqual({ userVisibleOnly: false, applicationServerKey: null })
  })

  test.each([
    ['text that is no base64url', 'a b', 'no base64url'],
    ['too few bytes', key.subarray(1).toString('base64url'), '64 bytes'],
    ['a compressed point', Buffer.concat([Buffer.from([2]), key.subarray(1)]), '65 bytes'],
  ])('%s are refused before anything is sent', async (_, applicationServerKey, came) => {
    const server = await RawServer.start()
    const client = await greet(server)
    await expect(client.subscribe({ applicationServerKey })).rejects.toMatchObject({
      code: 'ERR_OPTION',
      message: expect.stringContaining(`got ${came}.`),
    })
    expect(server.latest.framesOf('register')).toEqual([])
  })

  test('the channel can be chosen', async () => {
    const server = await RawServer.start()
    const channelID = '01234567-89ab-cdef-0123-456789abcdef'
    await expect((await greet(server)).subscribe({ channelID })).resolves.toHaveProperty('channelID', channelID)
  })
})

test('a service that refuses makes none', async () => {
  const server = await RawServer.start((frame, connection) => {
    const { messageType, channelID } = frame
    if (messageType === 'register') connection.send({ messageType, channelID, status: 400, pushEndpoint: 'Bad key' })
    else politely(frame, connection)
  })
  const client = await greet(server)
  await expect(client.subscribe()).rejects.toMatchObject({
    code: 'ERR_REFUSED',
    message: expect.stringMatching(/^The push service refused to register .*: status 400, "Bad key"\.$/),
    details: { status: 400 },
  })
  expect(client.subscriptions.size).toBe(0)
})

test('web-push takes it, and its message can be read', async () => {
  const server = await FixtureServer.start()
  onTestFinished(() => server.close())
  const client = await greet(server)
  const vapid = webpush.generateVAPIDKeys()
  const subscription = await client.subscribe({ applicationServerKey: vapid.publicKey })
  const details = webpush.generateRequestDetails(subscription.toJSON(), '{"title":"hi"}', {
    TTL: 60,
    vapidDetails: { subject: 'mailto:test@push.example', ...vapid },
  })
  const { endpoint, method, headers, body } = details
  // Posted by hand, since web-push itself speaks https alone.
  const response = await fetch(endpoint, {
    method,
    headers: headers as Record<string, string>,
    body: new Uint8Array(body),
  })
  expect(response.status).toBe(201)
  const notification = await client.expectNotification(subscription)
  expect(notification.json()).toEqual({ title: 'hi' })
})
