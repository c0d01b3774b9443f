import { randomUUID } from 'node:crypto'
import {
  describe,
  expect,
  Feature,
  type PushClient,
  Quirk,
  type Receipt,
  requireFeature,
  type Subscription,
  skipWithQuirk,
  test,
} from 'pushwright'

// What a sender is told of its mistakes: autopush's table of errors, section B7, and scenarios 21, 37 and 63 to 66.
describe('errors', () => {
  describe('a subscription that is gone', () => {
    const gone = test.with(requireFeature(Feature.Unregister), skipWithQuirk(Quirk.UnregisterIneffective))

    gone('takes no message', async ({ client, applicationServer }) => {
      const subscription = await goneSubscription(client)
      expectGone(await applicationServer.send(subscription, 'anybody?'))
      await expect(client).toReceiveNoPush({ on: subscription })
    })

    // RFC 8030 section 7.3 allows 404 for one that has expired.
    gone.with(skipWithQuirk(Quirk.GoneAnswers404))('answers 410', async ({ client, applicationServer }) => {
      const subscription = await goneSubscription(client)
      expect(await applicationServer.send(subscription, 'anybody?')).toBeRefused({ status: 410 })
    })

    gone.with(requireFeature(Feature.ErrorJson))('has errno 106', async ({ client, applicationServer }) => {
      const subscription = await goneSubscription(client)
      expect(await applicationServer.send(subscription, 'anybody?')).toBeRefused({ errno: 106 })
    })

    gone.with(requireFeature(Feature.GoneCacheControl))(
      'says for how long that can be believed',
      async ({ client, applicationServer }) => {
        const subscription = await goneSubscription(client)
        const { headers } = await applicationServer.send(subscription, 'anybody?')
        expect(headers['cache-control']).toMatch(/\bmax-age=[1-9]\d*/)
      },
    )

    gone('stays gone', async ({ client, applicationServer }) => {
      const subscription = await goneSubscription(client)
      expectGone(await applicationServer.send(subscription, 'anybody?'))
      await client.subscribe()
      expectGone(await applicationServer.send(subscription, 'anybody now?'))
    })

    gone('leaves the others of its client alone', async ({ client, applicationServer }) => {
      const other = await client.subscribe()
      const subscription = await goneSubscription(client)
      expectGone(await applicationServer.send(subscription, 'anybody?'))
      expect(await applicationServer.send(other, 'you?')).toBeAccepted()
      await expect(client).toReceivePush(undefined, { on: other })
    })

    gone('is gone for a client that is away', async ({ client, applicationServer }) => {
      const subscription = await goneSubscription(client)
      await client.disconnect()
      expectGone(await applicationServer.send(subscription, 'anybody?'))
    })

    gone('is gone for a message with a TTL of 0', async ({ client, applicationServer }) => {
      const subscription = await goneSubscription(client)
      expectGone(await applicationServer.send(subscription, 'anybody?', { ttl: 0 }))
    })

    test.with(requireFeature(Feature.ControlServer))(
      'is gone although its client does not know',
      async ({ client, provisioner, applicationServer }) => {
        const subscription = await client.subscribe()
        provisioner.server.expireSubscription(subscription.endpoint)
        expectGone(await applicationServer.send(subscription, 'anybody?'))
        await expect(client).toReceiveNoPush({ on: subscription })
      },
    )
  })

  describe('an endpoint that never was', () => {
    test('answers 404 for a token that is none', async ({ client, applicationServer }) => {
      const { endpoint } = await client.subscribe()
      const receipt = await applicationServer.send({ endpoint: withLastSegment(endpoint, 'nonsense') })
      expect(receipt).toBeRefused({ status: 404 })
    })

    test('answers 404 for a token that was changed', async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      const { endpoint } = subscription
      const middle = endpoint.length - 20
      const letter = endpoint[middle] === 'A' ? 'B' : 'A'
      const changed = `${endpoint.slice(0, middle)}${letter}${endpoint.slice(middle + 1)}`
      expect(await applicationServer.send({ endpoint: changed })).toBeRefused({ status: 404 })
      await expect(client).toReceiveNoPush({ on: subscription })
    })

    // Scenario 65.
    test('answers 404 for a path that is none', async ({ client, applicationServer }) => {
      const { endpoint } = await client.subscribe()
      const receipt = await applicationServer.send({ endpoint: new URL('/push/nonsense', endpoint).href })
      expect(receipt).toBeRefused({ status: 404 })
    })

    test('answers 404 for a version that is none', async ({ client, applicationServer }) => {
      const { endpoint } = await client.subscribe()
      const token = endpoint.slice(endpoint.lastIndexOf('/') + 1)
      const receipt = await applicationServer.send({ endpoint: new URL(`/wpush/v99/${token}`, endpoint).href })
      expect(receipt).toBeRefused({ status: 404 })
    })

    test.with(requireFeature(Feature.ErrorJson), skipWithQuirk(Quirk.NotFoundEmptyBody))(
      'has errno 102',
      async ({ client, applicationServer }) => {
        const { endpoint } = await client.subscribe()
        const receipt = await applicationServer.send({ endpoint: withLastSegment(endpoint, 'nonsense') })
        expect(receipt).toBeRefused({ errno: 102 })
      },
    )
  })

  describe('a TTL', () => {
    // RFC 8030 section 5.2. Scenario 64.
    test.with(skipWithQuirk(Quirk.TtlOptional), skipWithQuirk(Quirk.TtlRequiredOnlyToStore))(
      'that is missing is refused',
      async ({ client, applicationServer }) => {
        const subscription = await client.subscribe()
        expect(await applicationServer.send(subscription, 'timeless', { ttl: null })).toBeRefused({ status: 400 })
        await expect(client).toReceiveNoPush({ on: subscription })
      },
    )

    test.for(['soon', '1.5', '60s', ''])('of "%s" is refused', async (TTL, { client, applicationServer }) => {
      const subscription = await client.subscribe()
      const receipt = await applicationServer.send(subscription, 'timeless', { headers: { TTL } })
      expect(receipt).toBeRefused({ status: 400 })
      await expect(client).toReceiveNoPush({ on: subscription })
    })

    test.with(requireFeature(Feature.ErrorJson))(
      'that is no number has errno 111',
      async ({ client, applicationServer }) => {
        const subscription = await client.subscribe()
        const receipt = await applicationServer.send(subscription, 'timeless', { headers: { TTL: 'soon' } })
        expect(receipt).toBeRefused({ errno: 111 })
      },
    )

    // Scenario 63.
    test('below 0 is refused', async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      expect(await applicationServer.send(subscription, 'yesterday', { ttl: -1 })).toBeRefused({ status: 400 })
      await expect(client).toReceiveNoPush({ on: subscription })
    })

    test.with(requireFeature(Feature.ErrorJson), skipWithQuirk(Quirk.NegativeTtlErrno114))(
      'below 0 has errno 112',
      async ({ client, applicationServer }) => {
        const subscription = await client.subscribe()
        expect(await applicationServer.send(subscription, 'yesterday', { ttl: -1 })).toBeRefused({ errno: 112 })
      },
    )
  })

  // RFC 8030 section 5.4: at most 32 characters of base64url.
  describe('a topic', () => {
    const topics = test.with(requireFeature(Feature.Topic))

    topics.for(['two words', 'sub/topic', 'a.b', ''])(
      'of "%s" is refused',
      async (topic, { client, applicationServer }) => {
        const subscription = await client.subscribe()
        expect(await applicationServer.send(subscription, 'news', { topic })).toBeRefused({ status: 400 })
        await expect(client).toReceiveNoPush({ on: subscription })
      },
    )

    topics.with(requireFeature(Feature.ErrorJson))(
      'of other characters has errno 113',
      async ({ client, applicationServer }) => {
        const subscription = await client.subscribe()
        expect(await applicationServer.send(subscription, 'news', { topic: 'a.b' })).toBeRefused({ errno: 113 })
      },
    )

    topics.with(skipWithQuirk(Quirk.NonAsciiTopicIgnored))(
      'of other than ASCII is refused',
      async ({ client, applicationServer }) => {
        const subscription = await client.subscribe()
        expect(await applicationServer.send(subscription, 'news', { topic: 'café' })).toBeRefused({ status: 400 })
        await expect(client).toReceiveNoPush({ on: subscription })
      },
    )
  })

  describe('a refusal', () => {
    test.with(requireFeature(Feature.ErrorJson))(
      'has a JSON body that says what is wrong',
      async ({ client, applicationServer }) => {
        const subscription = await client.subscribe()
        const receipt = await applicationServer.send(subscription, 'timeless', { headers: { TTL: 'soon' } })
        expect(receipt.headers['content-type']).toMatch(/^application\/json\b/)
        expect(JSON.parse(receipt.body)).toMatchObject({
          code: receipt.status,
          errno: expect.any(Number),
          error: expect.stringMatching(/./),
          message: expect.stringMatching(/./),
        })
      },
    )

    test('has no location', async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      const receipt = await applicationServer.send(subscription, 'timeless', { headers: { TTL: 'soon' } })
      expect(receipt).toBeRefused()
      expect(receipt.location).toBeUndefined()
    })

    test('leaves the subscription as it was', async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      expect(await applicationServer.send(subscription, 'timeless', { headers: { TTL: 'soon' } })).toBeRefused()
      expect(await applicationServer.send(subscription, 'in time')).toBeAccepted()
      await expect(client).toReceivePush(undefined, { on: subscription })
    })

    test.with(requireFeature(Feature.StoreAndForward, Feature.Resume), skipWithQuirk(Quirk.UaidConstant))(
      'is not stored',
      async ({ client, applicationServer }) => {
        const [subscription, other] = await Promise.all([client.subscribe(), client.subscribe()])
        await client.disconnect()
        expect(await applicationServer.send(subscription, 'timeless', { headers: { TTL: 'soon' } })).toBeRefused()
        expect(await applicationServer.send(other, 'in time')).toBeAccepted()
        await client.reconnect()
        await expect(client).toReceivePush(undefined, { on: other })
        await expect(client).toReceiveNoPush({ on: subscription })
      },
    )
  })

  describe('a push endpoint', () => {
    test('ignores headers that it does not know', async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      const headers = { 'X-Unknown': 'anything', Prefer: 'respond-async', 'User-Agent': 'Pushwright' }
      expect(await applicationServer.send(subscription, 'a message', { headers })).toBeAccepted()
      await expect(client).toReceivePush(undefined, { on: subscription })
    })

    test('takes a body of any media type', async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      const headers = { 'Content-Type': 'text/plain; charset=utf-8' }
      expect(await applicationServer.send(subscription, 'a message', { headers })).toBeAccepted()
      await expect(client).toReceivePush(undefined, { on: subscription })
    })

    test.for(['GET', 'PUT', 'DELETE'])('takes no %s', async (method, { client, applicationServer }) => {
      const subscription = await client.subscribe()
      const response = await applicationServer.fetch(subscription.endpoint, { method, headers: { TTL: '60' } })
      expect([404, 405]).toContain(response.status)
      await expect(client).toReceiveNoPush({ on: subscription })
    })

    // Scenario 37: nodes tell each other of messages on a port of their own.
    test.for(['push', 'notif'])('has no internal route /%s', async (route, { client, applicationServer }) => {
      const subscription = await client.subscribe()
      for (const origin of [subscription.endpoint, client.url.replace(/^ws/, 'http')]) {
        const response = await applicationServer.fetch(new URL(`/${route}/${client.uaid}`, origin), {
          method: 'PUT',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ channelID: subscription.channelID, version: randomUUID(), ttl: 60 }),
        })
        expect([404, 405]).toContain(response.status)
      }
      await expect(client).toReceiveNoPush({ on: subscription })
    })
  })

  // Scenario 66: the storage fails for a moment.
  describe('trouble of the service', () => {
    const troubled = test.with(requireFeature(Feature.ControlFaults))

    troubled('is told with the time to come back', async ({ client, provisioner, applicationServer }) => {
      const subscription = await client.subscribe()
      const { channelID } = subscription
      provisioner.server.faults.next('post', { channelID }).answer(503, { retryAfter: 120 })
      const receipt = await applicationServer.send(subscription, 'a message')
      expect(receipt).toBeRefused({ status: 503 })
      expect(receipt.retryAfter).toBe(120_000)
      await expect(client).toReceiveNoPush({ on: subscription })
    })

    troubled('passes for a sender that tries again', async ({ client, provisioner }) => {
      const subscription = await client.subscribe()
      const { channelID } = subscription
      provisioner.server.faults.next(2, 'post', { channelID }).answer(503, { retryAfter: 0 })
      const patient = provisioner.getApplicationServer({ retry: { retries: 3, minDelay: 1 } })
      const receipt = await patient.send(subscription, 'a message')
      expect(receipt).toBeAccepted()
      expect(receipt.attempts).toBe(3)
      await expect(client).toReceivePush(undefined, { on: subscription })
      await expect(client).toReceiveNoPush({ on: subscription })
    })
  })
})

async function goneSubscription(client: PushClient): Promise<Subscription> {
  const subscription = await client.subscribe()
  expect(await subscription.unsubscribe()).toBe(true)
  return subscription
}

/** RFC 8030 section 7.3. */
function expectGone(receipt: Receipt): void {
  expect(receipt).toBeRefused()
  expect([404, 410]).toContain(receipt.status)
}

function withLastSegment(url: string, segment: string): string {
  return new URL(segment, url).href
}
