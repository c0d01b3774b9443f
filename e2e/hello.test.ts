// The first message of a session: who is there, what both sides understand, and what ends it.
import { randomUUID } from 'node:crypto'
import {
  test as anyTest,
  CloseCode,
  describe,
  expect,
  Feature,
  isHyphenatedUuid,
  type PushClient,
  parseUuid,
  Quirk,
  requireFeature,
  type ScopedProvisioner,
  simpleUuid,
  skipWithQuirk,
} from 'pushwright'

// A browser says hello in its own words.
const test = anyTest.with(requireFeature(Feature.ClientRawFrames))

/** A client whose connection is open and that has not said hello. */
async function connectSilently(provisioner: ScopedProvisioner): Promise<PushClient> {
  const client = await provisioner.getConnectedClient()
  await client.disconnect()
  await client.connect()
  return client
}

const resuming = test.with(requireFeature(Feature.Resume))
const strict = test.with(skipWithQuirk(Quirk.MistakesIgnored))
const closing = strict.with(skipWithQuirk(Quirk.ErrorsAsReplies))

describe('the reply to hello', () => {
  // Scenario 1, and what Firefox relies on: a UAID of 1 to 128 characters.
  test('has a UAID, status 200 and use_webpush', async ({ client }) => {
    const reply = await client.reconnect({ resume: false })
    expect(reply).toMatchObject({ messageType: 'hello', status: 200, use_webpush: true })
    expect(reply.uaid.length).toBeGreaterThan(0)
    expect(reply.uaid.length).toBeLessThanOrEqual(128)
  })

  // Scenario 48.
  test.with(skipWithQuirk(Quirk.HelloExtraFields))('has no other fields than the documented', async ({ client }) => {
    const reply = await client.reconnect({ resume: false })
    expect(['messageType', 'uaid', 'status', 'use_webpush', 'broadcasts']).toEqual(
      expect.arrayContaining(Object.keys(reply)),
    )
  })

  test.with(requireFeature(Feature.Broadcast), skipWithQuirk(Quirk.HelloWithoutBroadcasts))(
    'has broadcasts, even if there is nothing to tell',
    async ({ client }) => {
      const { broadcasts } = await client.reconnect({ resume: false })
      expect(broadcasts).toEqual({})
    },
  )

  test('has a UAID that is a UUID in some form', async ({ client }) => {
    expect(parseUuid(client.uaid ?? '')).toBeDefined()
  })

  test.with(skipWithQuirk(Quirk.UaidSimpleForm))(
    'has a UAID in lower case with hyphens, as channel ids are',
    async ({ client }) => {
      expect(isHyphenatedUuid(client.uaid ?? '')).toBe(true)
    },
  )
})

describe('a client without a past', () => {
  test.with(skipWithQuirk(Quirk.UaidConstant), skipWithQuirk(Quirk.SingleUser))(
    'gets a new UAID each time it asks for one',
    async ({ client }) => {
      const before = client.uaid
      const { uaid } = await client.reconnect({ resume: false })
      expect(uaid).not.toBe(before)
    },
  )

  // Scenario 2.
  test('gets a new UAID for one that the service does not know', async ({ provisioner }) => {
    const uaid = randomUUID()
    const client = await provisioner.getConnectedClient({ uaid })
    expect(parseUuid(client.uaid ?? '')).toBeDefined()
    expect(parseUuid(client.uaid ?? '')).not.toBe(uaid)
  })

  test.for([
    ['empty', ''],
    ['no UUID', 'definitely not a UUID'],
    ['too short', 'deadbeef'],
  ] as const)('gets a new UAID for one that is %s', async ([, uaid], { provisioner }) => {
    const client = await connectSilently(provisioner)
    const reply = await client.hello({ uaid })
    expect(reply.status).toBe(200)
    expect(parseUuid(reply.uaid)).toBeDefined()
  })
})

describe('a client that comes back', () => {
  // Scenarios 49 and 67.
  resuming('keeps its UAID', async ({ client }) => {
    await client.subscribe()
    const before = client.uaid
    const { uaid } = await client.reconnect()
    expect(uaid).toBe(before)
  })

  resuming.with(skipWithQuirk(Quirk.UaidConstant))('keeps its subscriptions', async ({ client, applicationServer }) => {
    const subscription = await client.subscribe()
    await client.reconnect()
    expect(await applicationServer.send(subscription, 'still there?', { vapid: false })).toBeAccepted()
    await client.expectNotification(subscription)
  })

  resuming.with(skipWithQuirk(Quirk.UaidNotPersistedUntilRegister))(
    'keeps its UAID even if it never registered a channel',
    async ({ client }) => {
      const before = client.uaid
      const { uaid } = await client.reconnect()
      expect(uaid).toBe(before)
    },
  )

  resuming.with(requireFeature(Feature.Unregister))(
    'keeps its UAID after it gave up its last channel',
    async ({ client }) => {
      const subscription = await client.subscribe()
      await subscription.unsubscribe()
      const before = client.uaid
      const { uaid } = await client.reconnect()
      expect(uaid).toBe(before)
    },
  )

  resuming.for([
    ['without hyphens', simpleUuid],
    ['with hyphens', (uuid: string) => uuid],
    ['in upper case', (uuid: string) => uuid.toUpperCase()],
    ['in braces', (uuid: string) => `{${uuid}}`],
    ['as a URN', (uuid: string) => `urn:uuid:${uuid}`],
  ] as const)('is known by its UAID %s', async ([, write], { client }) => {
    await client.subscribe()
    const before = parseUuid(client.uaid ?? '') ?? ''
    await client.disconnect()
    await client.connect()
    const { uaid } = await client.hello({ uaid: write(before) })
    expect(parseUuid(uaid)).toBe(before)
  })

  resuming('may list its channels, as older clients do', async ({ client }) => {
    const { channelID } = await client.subscribe()
    await client.disconnect()
    await client.connect()
    const before = client.uaid
    const { uaid } = await client.hello({ channelIDs: [channelID] })
    expect(uaid).toBe(before)
  })
})

describe('two sessions of one client', () => {
  const evicting = test.with(
    requireFeature(Feature.DuplicateSessionEviction, Feature.Resume),
    skipWithQuirk(Quirk.UaidConstant),
  )

  evicting.with(skipWithQuirk(Quirk.DuplicateSessionLingers))(
    'the newer one ends the older one',
    async ({ client, provisioner }) => {
      await client.subscribe()
      const newer = await provisioner.getConnectedClient({ uaid: client.uaid })
      expect(newer.uaid).toBe(client.uaid)
      await expect(client).toBeClosed({ code: CloseCode.ServerError })
      await newer.flush()
    },
  )

  evicting('the newer one gets the messages', async ({ client, provisioner, applicationServer }) => {
    const subscription = await client.subscribe()
    const newer = await provisioner.getConnectedClient({ uaid: client.uaid })
    expect(await applicationServer.send(subscription, 'whose?', { vapid: false })).toBeAccepted()
    await newer.expectNotification(subscription)
    expect(client.notifications.filter(({ channelID }) => channelID === subscription.channelID)).toEqual([])
  })
})

describe('a hello is taken', () => {
  // Scenario 60.
  test.with(skipWithQuirk(Quirk.UseWebpushRequired))('without use_webpush', async ({ provisioner }) => {
    const client = await connectSilently(provisioner)
    const reply = await client.hello({ uaid: null, use_webpush: undefined })
    expect(reply.status).toBe(200)
  })

  test('without broadcasts', async ({ provisioner }) => {
    const client = await connectSilently(provisioner)
    const reply = await client.hello({ uaid: null, broadcasts: undefined })
    expect(reply.status).toBe(200)
  })

  test('with fields that the service does not know', async ({ provisioner }) => {
    const client = await connectSilently(provisioner)
    const fields = { uaid: null, wakeup_hostport: { ip: '192.0.2.1', port: 9 } }
    const reply = await client.hello(fields)
    expect(reply.status).toBe(200)
  })

  test.with(skipWithQuirk(Quirk.ChannelIdsValidated))(
    'with channelIDs that are no UUIDs, since nobody reads them',
    async ({ provisioner }) => {
      const client = await connectSilently(provisioner)
      const reply = await client.hello({ uaid: null, channelIDs: ['definitely not a UUID'] })
      expect(reply.status).toBe(200)
    },
  )

  test.with(skipWithQuirk(Quirk.PreHelloControlFramesClose))('after a WebSocket Ping', async ({ provisioner }) => {
    const client = await connectSilently(provisioner)
    await client.flush()
    const reply = await client.hello({ uaid: null })
    expect(reply.status).toBe(200)
  })
})

describe('a session ends', () => {
  // Scenario 51.
  closing('when a second hello comes', async ({ client }) => {
    client.send({ messageType: 'hello', use_webpush: true })
    await expect(client).toBeClosed({ code: CloseCode.ServerError })
  })

  // Scenario 59.
  strict('when something else comes before hello', async ({ provisioner }) => {
    const client = await connectSilently(provisioner)
    client.send({ messageType: 'register', channelID: randomUUID() })
    await expect(client).toBeClosed({ code: CloseCode.ServerError })
  })

  // Scenario 55.
  strict.with(requireFeature(Feature.ControlServer, Feature.ControlClock))(
    'when hello does not come in time',
    async ({ provisioner }) => {
      const client = await connectSilently(provisioner)
      const { clock, limits } = provisioner.server
      clock.advance(limits.openHandshakeTimeout)
      await expect(client).toBeClosed({ code: CloseCode.ServerError })
    },
  )

  // Scenario 52 and its like.
  closing.for([
    ['is of an unknown type', '{"messageType":"dance"}'],
    ['has its type in another case', '{"messageType":"Register","channelID":"2f1a0a0e-9d6e-4b0c-8a9b-0d4a3f1c2b7e"}'],
    ['has no type', '{"channelID":"2f1a0a0e-9d6e-4b0c-8a9b-0d4a3f1c2b7e"}'],
    ['is no JSON', '{"messageType":'],
    ['is JSON but no object', '["ping"]'],
    ['lacks a field', '{"messageType":"register"}'],
    ['has a field of another kind', '{"messageType":"ack","updates":"all"}'],
    ['has a number beyond its range', '{"messageType":"nack","version":"1","code":2147483648}'],
  ] as const)('with 1011 when a message %s', async ([, text], { client }) => {
    client.sendFrame(text)
    await expect(client).toBeClosed({ code: CloseCode.ServerError })
  })

  closing.with(skipWithQuirk(Quirk.CloseReasonIsVariantName))('with a reason in words', async ({ client }) => {
    client.sendFrame('{"messageType":"dance"}')
    const { reason } = await client.expectClose()
    expect(reason).toMatch(/\w \w/)
  })

  // Scenario 50.
  strict('with 1003 when a binary message comes', async ({ client }) => {
    client.sendFrame(Buffer.from('{}'))
    await expect(client).toBeClosed({ code: CloseCode.UnsupportedData })
  })

  const framing = test.with(skipWithQuirk(Quirk.FramingErrorsClose1002))

  framing('with 1007 when text is not UTF-8', async ({ client }) => {
    client.sendFrame(Uint8Array.of(0x7b, 0xff, 0x7d), { binary: false })
    await expect(client).toBeClosed({ code: CloseCode.InvalidPayload })
  })

  framing('with 1009 when a message is larger than 64 KiB', async ({ client }) => {
    client.sendFrame(JSON.stringify({ messageType: 'ping', padding: ' '.repeat(64 * 1024) }))
    await expect(client).toBeClosed({ code: 1009 })
  })

  test('with the code that the client gave', async ({ client }) => {
    await client.disconnect({ code: 4001, reason: 'lunch' })
    expect(client.closed).toMatchObject({ code: 4001, wasClean: true })
  })

  test.with(skipWithQuirk(Quirk.PreHelloControlFramesClose))(
    'with the code that the client gave, before hello too',
    async ({ provisioner }) => {
      const client = await connectSilently(provisioner)
      await client.disconnect({ code: 4001, reason: 'lunch' })
      expect(client.closed).toMatchObject({ code: 4001, wasClean: true })
    },
  )
})

test.with(skipWithQuirk(Quirk.FragmentsRefused))('a message may come in several frames', async ({ client }) => {
  const channelID = randomUUID()
  const registered = new Promise((resolve) => client.once('message', resolve))
  const text = JSON.stringify({ messageType: 'register', channelID })
  client.sendFrame(text.slice(0, 20), { fin: false })
  client.sendFrame(text.slice(20, 40), { fin: false })
  client.sendFrame(text.slice(40))
  expect(await registered).toMatchObject({ messageType: 'register', channelID, status: 200 })
})
