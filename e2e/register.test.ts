// Channels: how a client gets a push endpoint, keeps it, and gives it up.
import { randomUUID } from 'node:crypto'
import {
  CloseCode,
  describe,
  expect,
  Feature,
  generateVapidKeys,
  Quirk,
  type Receipt,
  requireFeature,
  skipWithQuirk,
  test,
  UnregisterCode,
} from 'pushwright'

// VAPID has tests of its own; these hold for services that know more or less of it.
const plain = { vapid: false } as const

/** RFC 8030 section 7.3 has 404 for an expired subscription, autopush 410. */
function expectGone(receipt: Receipt): void {
  expect(receipt).toBeRefused()
  expect([404, 410]).toContain(receipt.status)
}

// A browser chooses its channels, and registers them as it likes.
const raw = test.with(requireFeature(Feature.ClientRawFrames))
const unsubscribing = test.with(requireFeature(Feature.Unregister))
const unregistering = raw.with(requireFeature(Feature.Unregister))
const ending = unregistering.with(skipWithQuirk(Quirk.UnregisterIneffective))
const restricting = raw.with(requireFeature(Feature.RestrictedSubscription))

describe('register', () => {
  raw('answers with the channel and an endpoint', async ({ client }) => {
    const channelID = randomUUID()
    const reply = await client.register(channelID)
    expect(reply).toMatchObject({ messageType: 'register', channelID, status: 200 })
    expect(reply.pushEndpoint).toMatch(/^https?:\/\/[^/]+\/./)
  })

  raw.with(skipWithQuirk(Quirk.RegisterReplyHasUaid))(
    'answers with no other fields than the documented',
    async ({ client }) => {
      const reply = await client.register()
      expect(Object.keys(reply).sort()).toEqual(['channelID', 'messageType', 'pushEndpoint', 'status'])
    },
  )

  test('gives each channel an endpoint of its own', async ({ client }) => {
    const subscriptions = [await client.subscribe(), await client.subscribe(), await client.subscribe()]
    expect(new Set(subscriptions.map(({ endpoint }) => endpoint)).size).toBe(3)
  })

  raw('answers each of many requests that are under way', async ({ client }) => {
    const channelIDs = Array.from({ length: 20 }, () => randomUUID())
    const replies = await Promise.all(channelIDs.map((channelID) => client.register(channelID)))
    expect(replies.map(({ channelID }) => channelID)).toEqual(channelIDs)
    expect(new Set(replies.map(({ pushEndpoint }) => pushEndpoint)).size).toBe(20)
  })

  raw('takes a channel that is registered already', async ({ client }) => {
    const { channelID } = await client.register()
    expect(await client.register(channelID)).toMatchObject({ channelID, status: 200 })
  })

  raw.with(skipWithQuirk(Quirk.RegisterEndpointChanges))(
    'gives a channel that is registered already the same endpoint',
    async ({ client }) => {
      const { channelID, pushEndpoint } = await client.register()
      expect(await client.register(channelID)).toMatchObject({ pushEndpoint })
    },
  )

  raw('leaves the endpoint of a channel that is registered again valid', async ({ client, applicationServer }) => {
    const subscription = await client.subscribe()
    await client.register(subscription.channelID)
    expect(await applicationServer.send(subscription, 'old URL', plain)).toBeAccepted()
    await client.expectNotification(subscription)
  })

  raw.with(skipWithQuirk(Quirk.ErrorsAsReplies), skipWithQuirk(Quirk.MistakesIgnored)).for([
    ['no UUID', 'definitely not a UUID'],
    ['a UUID in upper case', '2F1A0A0E-9D6E-4B0C-8A9B-0D4A3F1C2B7E'],
    ['a UUID without hyphens', '2f1a0a0e9d6e4b0c8a9b0d4a3f1c2b7e'],
  ] as const)('ends the session when the channel is %s', async ([, channelID], { client }) => {
    client.send({ messageType: 'register', channelID })
    await expect(client).toBeClosed({ code: CloseCode.ServerError })
  })
})

describe('register with a key', () => {
  restricting.for([
    ['without', ''],
    ['with', '='],
  ] as const)('takes a public key %s padding', async ([, padding], { client, applicationServer }) => {
    const reply = await client.register(undefined, { key: `${applicationServer.publicKey}${padding}` })
    expect(reply.status).toBe(200)
  })

  // Scenario 34.
  restricting('refuses a key that is no base64url', async ({ client }) => {
    const reply = await client.register(undefined, { key: 'af1883%&!@#*(' })
    expect(reply.status).toBe(400)
  })

  restricting.with(skipWithQuirk(Quirk.LaxRegisterKey)).for([
    ['is too short', 'AA'],
    ['is empty', ''],
    ['is no point of the curve', Buffer.alloc(65, 4).toString('base64url')],
  ] as const)('refuses a key that %s', async ([, key], { client }) => {
    const reply = await client.register(undefined, { key })
    expect(reply.status).toBe(400)
  })

  restricting.with(skipWithQuirk(Quirk.MisleadingPushEndpointOnError))(
    'names no endpoint when it refuses',
    async ({ client }) => {
      const { pushEndpoint } = await client.register(undefined, { key: 'af1883%&!@#*(' })
      expect(pushEndpoint ?? '').toBe('')
    },
  )

  restricting('lets the client try again with a better key', async ({ client, applicationServer }) => {
    const { channelID, status } = await client.register(undefined, { key: 'af1883%&!@#*(' })
    expect(status).toBe(400)
    const reply = await client.register(channelID, { key: applicationServer.publicKey })
    expect(reply).toMatchObject({ channelID, status: 200 })
  })

  restricting.with(skipWithQuirk(Quirk.OldEndpointsSurviveReregister))(
    'ends the open endpoint that the channel had before',
    async ({ client, applicationServer }) => {
      const open = await client.subscribe()
      const { channelID } = open
      expect(await applicationServer.send(open, 'anybody', plain)).toBeAccepted()
      await client.expectNotification(open)
      await client.subscribe({ channelID, applicationServerKey: generateVapidKeys().publicKey })
      expect(await applicationServer.send(open, 'anybody', plain)).toBeRefused()
      await expect(client).toReceiveNoPush({ on: open })
    },
  )
})

describe('unregister', () => {
  unregistering('answers 200 for the channel', async ({ client }) => {
    const { channelID } = await client.register()
    expect(await client.unregister(channelID)).toMatchObject({ messageType: 'unregister', channelID, status: 200 })
  })

  unregistering.with(skipWithQuirk(Quirk.UnregisterEchoesRequest))(
    'answers with no other fields than the documented',
    async ({ client }) => {
      const { channelID } = await client.register()
      const reply = await client.unregister(channelID, { code: UnregisterCode.QuotaExceeded })
      expect(reply).toEqual({ messageType: 'unregister', channelID, status: 200 })
    },
  )

  unregistering.for(Object.entries(UnregisterCode))('takes the code of %s', async ([, code], { client }) => {
    const { channelID } = await client.register()
    expect(await client.unregister(channelID, { code })).toMatchObject({ status: 200 })
  })

  ending('takes a channel in any form of a UUID', async ({ client, applicationServer }) => {
    const subscription = await client.subscribe()
    const reply = await client.unregister(subscription.channelID.toUpperCase())
    expect(reply).toMatchObject({ channelID: subscription.channelID, status: 200 })
    expectGone(await applicationServer.send(subscription, 'anybody?', plain))
  })

  unregistering.with(skipWithQuirk(Quirk.UnregisterUnknown200))(
    'refuses a channel that never existed',
    async ({ client }) => {
      const { status } = await client.unregister(randomUUID())
      expect(status).not.toBe(200)
    },
  )

  unregistering('leaves the session open when the channel never existed', async ({ client }) => {
    await client.unregister(randomUUID())
    expect(await client.register()).toMatchObject({ status: 200 })
  })

  // Scenario 21.
  unsubscribing.with(skipWithQuirk(Quirk.UnregisterIneffective))(
    'ends the endpoint',
    async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      expect(await applicationServer.send(subscription, 'before', plain)).toBeAccepted()
      await client.expectNotification(subscription)
      expect(await subscription.unsubscribe()).toBe(true)
      expectGone(await applicationServer.send(subscription, 'after', plain))
      await expect(client).toReceiveNoPush({ on: subscription })
    },
  )

  unsubscribing('leaves the other channels alone', async ({ client, applicationServer }) => {
    const given = await client.subscribe()
    const kept = await client.subscribe()
    await given.unsubscribe()
    expect(await applicationServer.send(kept, 'still here', plain)).toBeAccepted()
    await client.expectNotification(kept)
  })

  ending.with(skipWithQuirk(Quirk.DoubleRegisterNeedsDoubleUnregister))(
    'once is enough for a channel that was registered twice',
    async ({ client, applicationServer }) => {
      const { channelID } = await client.register()
      const subscription = await client.subscribe({ channelID })
      await subscription.unsubscribe()
      expectGone(await applicationServer.send(subscription, 'anybody?', plain))
    },
  )

  unregistering('lets the channel be registered anew', async ({ client, applicationServer }) => {
    const first = await client.subscribe()
    await first.unsubscribe()
    const second = await client.subscribe({ channelID: first.channelID })
    expect(await applicationServer.send(second, 'anew', plain)).toBeAccepted()
    await client.expectNotification(second)
  })

  ending.with(skipWithQuirk(Quirk.OldEndpointsSurviveReregister))(
    'ends the endpoint for good, also when the channel is registered anew',
    async ({ client, applicationServer }) => {
      const first = await client.subscribe()
      await first.unsubscribe()
      await client.subscribe({ channelID: first.channelID })
      expectGone(await applicationServer.send(first, 'an old subscription', plain))
      await expect(client).toReceiveNoPush({ on: first })
    },
  )

  ending.with(
    requireFeature(Feature.Redelivery, Feature.Resume),
    skipWithQuirk(Quirk.UnregisterKeepsMessages),
    skipWithQuirk(Quirk.UaidConstant),
  )('drops the messages that wait for the channel', async ({ provisioner, applicationServer }) => {
    const client = await provisioner.getConnectedClient({ autoAck: false })
    const subscription = await client.subscribe()
    await applicationServer.send(subscription, 'never acknowledged', plain)
    await client.expectNotification(subscription)
    await subscription.unsubscribe()
    await client.reconnect()
    await expect(client).toReceiveNoPush({ on: subscription })
  })
})
