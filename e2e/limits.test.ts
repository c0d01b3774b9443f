import { randomUUID } from 'node:crypto'
import {
  type ApplicationServer,
  describe,
  expect,
  Feature,
  isPushwrightError,
  type PreparedMessage,
  type PushClient,
  Quirk,
  requireFeature,
  type Subscription,
  skipWithQuirk,
  test,
} from 'pushwright'

// What a service has to take, and what it does about more: RFC 8030 sections 5.2, 5.4 and 7.2, scenarios 30, 35 and 48 to 61.
describe('limits', () => {
  // RFC 8030 section 7.2: a service can set a limit, of no less than 4096 bytes.
  describe('a body of 100,000 bytes', () => {
    test('is refused, or arrives whole', async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      const receipt = await applicationServer.post(await oversize(applicationServer, subscription))
      if (receipt.accepted) {
        const { data = '' } = await client.expectNotification(subscription)
        expect(Buffer.from(data, 'base64')).toHaveLength(100_000)
      } else {
        expect([400, 413]).toContain(receipt.status)
        await expect(client).toReceiveNoPush({ on: subscription })
      }
    })

    test.with(skipWithQuirk(Quirk.Oversize400))(
      'is answered 413 if it is refused',
      async ({ client, applicationServer }) => {
        const subscription = await client.subscribe()
        const receipt = await applicationServer.post(await oversize(applicationServer, subscription))
        if (!receipt.accepted) expect(receipt).toBeRefused({ status: 413 })
      },
    )

    test.with(requireFeature(Feature.ErrorJson))(
      'has errno 104 if it is refused',
      async ({ client, applicationServer }) => {
        const subscription = await client.subscribe()
        const receipt = await applicationServer.post(await oversize(applicationServer, subscription))
        if (!receipt.accepted) expect(receipt).toBeRefused({ errno: 104 })
      },
    )

    test('leaves a subscription that takes the next message', async ({ client, applicationServer }) => {
      const [subscription, other] = await Promise.all([client.subscribe(), client.subscribe()])
      await applicationServer.post(await oversize(applicationServer, subscription))
      expect(await applicationServer.send(subscription, 'a small one')).toBeAccepted()
      expect(await applicationServer.send(other, 'a small one')).toBeAccepted()
      await client.expectNotifications([subscription, other])
    })
  })

  describe('a topic', () => {
    test('may have 32 characters', async ({ client, provisioner, applicationServer }) => {
      const subscription = await client.subscribe()
      const topic = provisioner.uniqueName().padEnd(32, 'x')
      expect(await applicationServer.send(subscription, 'news', { topic })).toBeAccepted()
      await expect(client).toReceivePush(undefined, { on: subscription })
    })

    test.with(requireFeature(Feature.Topic))('has no 33rd character', async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      const topic = 'x'.repeat(33)
      expect(await applicationServer.send(subscription, 'news', { topic })).toBeRefused({ status: 400 })
      await expect(client).toReceiveNoPush({ on: subscription })
    })
  })

  describe('a TTL', () => {
    // RFC 8030 section 5.2: a service takes at least 2^31 - 1, and may grant less.
    test.for([2 ** 31 - 1, 10 ** 10])('of %d seconds is taken', async (ttl, { client, applicationServer }) => {
      const subscription = await client.subscribe()
      const receipt = await applicationServer.send(subscription, 'for ages', { ttl })
      expect(receipt).toBeAccepted()
      expect(receipt.ttl ?? 0).toBeLessThanOrEqual(ttl)
      await expect(client).toReceivePush(undefined, { on: subscription })
    })
  })

  describe('a message of a client', () => {
    const raw = test.with(requireFeature(Feature.ClientRawFrames))

    raw('may have 60,000 bytes', async ({ client }) => {
      const channelID = randomUUID()
      const answered = new Promise<void>((resolve) => {
        client.on('message', (message) => message.messageType === 'register' && resolve())
      })
      client.sendFrame(JSON.stringify({ messageType: 'register', channelID, unknown: 'x'.repeat(60_000) }))
      await answered
      expect(client.isConnected).toBe(true)
    })

    // RFC 6455 section 7.4.1 has 1009 for it; autopush-rs takes it for a breach of the protocol. Who stops reading resets the connection.
    raw('ends the connection when it has two megabytes', async ({ client }) => {
      client.sendFrame(JSON.stringify({ messageType: 'register', channelID: randomUUID(), unknown: 'x'.repeat(2e6) }))
      const { code } = await client.expectClose()
      expect([1002, 1006, 1009]).toContain(code)
    })

    raw('that is too big does not keep its client from coming back', async ({ client }) => {
      client.sendFrame('x'.repeat(2e6))
      await client.expectClose()
      await client.connect()
      await client.hello()
      expect(await client.register()).toMatchObject({ status: 200 })
    })
  })

  describe('a client', () => {
    test('can have 30 subscriptions', async ({ client, applicationServer }) => {
      const subscriptions = await Promise.all(Array.from({ length: 30 }, () => client.subscribe()))
      expect(new Set(subscriptions.map(({ endpoint }) => endpoint)).size).toBe(30)
      for (const subscription of subscriptions) {
        expect(await applicationServer.send(subscription, 'one each')).toBeAccepted()
      }
      await client.expectNotifications(subscriptions)
    })

    const acknowledging = test.with(
      requireFeature(Feature.StoreAndForward, Feature.Resume),
      skipWithQuirk(Quirk.UaidConstant),
      // What has no version of its own cannot be acknowledged, and nothing follows.
      skipWithQuirk(Quirk.NoVersion),
      skipWithQuirk(Quirk.NumericVersion),
    )

    // More than two of autopush's batches of ten.
    acknowledging('that comes back gets all of 25 stored messages', async ({ client, applicationServer }) => {
      const subscriptions = await Promise.all(Array.from({ length: 25 }, () => client.subscribe()))
      await client.disconnect()
      for (const subscription of subscriptions) {
        expect(await applicationServer.send(subscription, 'one each')).toBeAccepted()
      }
      await client.reconnect()
      await client.expectNotifications(subscriptions)
    })

    // Scenario 35. A service without a limit delivers whatever there is.
    acknowledging.with(requireFeature(Feature.ControlServer))(
      'is given all stored messages, or starts anew when there are more than the limit',
      async ({ client, provisioner, applicationServer }) => {
        const { msgLimit } = provisioner.server.limits
        const subscription = await client.subscribe()
        const message = await applicationServer.prepare(subscription, 'one of many')
        await client.disconnect()
        const { uaid } = client
        const count = msgLimit === Number.POSITIVE_INFINITY ? 40 : msgLimit + 1
        for (let sent = 0; sent < count; sent++) expect(await applicationServer.post(message)).toBeAccepted()
        await client.reconnect()
        const received = await countUntilClosed(client, subscription, count)
        if (msgLimit === Number.POSITIVE_INFINITY) {
          expect(received).toBe(count)
          return
        }
        await expect(client).toBeClosed({ code: 1000 })
        await client.connect()
        expect(await client.hello()).not.toHaveProperty('uaid', uaid)
        const receipt = await applicationServer.send(subscription, 'to whom?')
        expect([404, 410]).toContain(receipt.status)
      },
    )
  })
})

async function oversize(applicationServer: ApplicationServer, subscription: Subscription): Promise<PreparedMessage> {
  const message = await applicationServer.prepare(subscription, 'small')
  return { ...message, body: Buffer.alloc(100_000, 1) }
}

/** How many come before the connection ends, or `most`. */
async function countUntilClosed(client: PushClient, subscription: Subscription, most: number): Promise<number> {
  for (let count = 0; count < most; count++) {
    try {
      await client.expectNotification(subscription)
    } catch (error) {
      if (isPushwrightError(error, 'ERR_CLOSED')) return count
      throw error
    }
  }
  return most
}
