// TTL: for how long a message may wait for a client that is away (RFC 8030 section 5.2).
import {
  describe,
  expect,
  Feature,
  type PushClient,
  Quirk,
  requireFeature,
  type Subscription,
  skipWithQuirk,
  test,
} from 'pushwright'

// VAPID has tests of its own. Besides, a token would expire when the clock jumps.
const plain = { vapid: false } as const
const day = 24 * 60 * 60

/** The next messages of a subscription, as they come. */
async function receive(client: PushClient, subscription: Subscription, count: number): Promise<string[]> {
  const notifications = await client.expectNotifications(Array.from({ length: count }, () => subscription))
  return notifications.map((notification) => notification.text())
}

const numbers = (first: number, last: number): string[] =>
  Array.from({ length: last - first + 1 }, (_, index) => `message ${first + index}`)

const returning = test.with(requireFeature(Feature.Resume), skipWithQuirk(Quirk.UaidConstant))
const waiting = returning.with(requireFeature(Feature.StoreAndForward, Feature.ControlClock))

describe('the answer to a post', () => {
  const echoing = test.with(requireFeature(Feature.TtlEcho))

  echoing('says for how long a message waits', async ({ client, applicationServer }) => {
    const subscription = await client.subscribe()
    await client.disconnect()
    const receipt = await applicationServer.send(subscription, 'wait', { ...plain, ttl: 60 })
    expect(receipt.ttl).toBe(60)
  })

  echoing('says so for a message that is delivered at once', async ({ client, applicationServer }) => {
    const subscription = await client.subscribe()
    const receipt = await applicationServer.send(subscription, 'now', { ...plain, ttl: 0 })
    expect(receipt.ttl).toBe(0)
  })

  echoing('never says more than was asked for', async ({ client, applicationServer }) => {
    const subscription = await client.subscribe()
    const ttl = 3650 * day
    const receipt = await applicationServer.send(subscription, 'patience', { ...plain, ttl })
    expect(receipt).toBeAccepted()
    expect(receipt.ttl).toBeGreaterThan(0)
    expect(receipt.ttl).toBeLessThanOrEqual(ttl)
  })

  waiting.with(requireFeature(Feature.TtlEcho), skipWithQuirk(Quirk.TtlClampHidden))(
    'says the truth about a TTL of years',
    async ({ client, provisioner, applicationServer }) => {
      const subscription = await client.subscribe()
      await client.disconnect()
      const { ttl = 0 } = await applicationServer.send(subscription, 'patience', { ...plain, ttl: 3650 * day })
      provisioner.server.clock.advance((ttl - 60) * 1000)
      await client.reconnect()
      await expect(client).toReceivePush('patience', { on: subscription })
    },
  )
})

describe('a message with a TTL of 0', () => {
  // Scenario 22.
  test('reaches a connected client', async ({ client, applicationServer }) => {
    const subscription = await client.subscribe()
    expect(await applicationServer.send(subscription, 'now', { ...plain, ttl: 0 })).toBeAccepted()
    await expect(client).toReceivePush('now', { on: subscription })
  })

  // Scenario 23.
  returning.with(requireFeature(Feature.TtlZeroDrop))(
    'is accepted for a client that is away, and dropped',
    async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      await client.disconnect()
      expect(await applicationServer.send(subscription, 'now or never', { ...plain, ttl: 0 })).toBeAccepted()
      await client.reconnect()
      await expect(client).toReceiveNoPush({ on: subscription })
    },
  )

  returning.with(requireFeature(Feature.Redelivery, Feature.ClientManualAck))(
    'does not come again, even if it is not acknowledged',
    async ({ provisioner, applicationServer }) => {
      const client = await provisioner.getConnectedClient({ autoAck: false })
      const subscription = await client.subscribe()
      await applicationServer.send(subscription, 'now or never', { ...plain, ttl: 0 })
      await client.expectNotification(subscription)
      await client.reconnect()
      await expect(client).toReceiveNoPush({ on: subscription })
    },
  )
})

describe('a message that waits', () => {
  waiting('is there until its TTL ends', async ({ client, provisioner, applicationServer }) => {
    const subscription = await client.subscribe()
    await client.disconnect()
    await applicationServer.send(subscription, 'an hour', { ...plain, ttl: 3600 })
    provisioner.server.clock.advance('58m')
    await client.reconnect()
    await expect(client).toReceivePush('an hour', { on: subscription })
  })

  // Scenario 24.
  waiting('is gone when its TTL has ended', async ({ client, provisioner, applicationServer }) => {
    const subscription = await client.subscribe()
    await client.disconnect()
    expect(await applicationServer.send(subscription, 'an hour', { ...plain, ttl: 3600 })).toBeAccepted()
    provisioner.server.clock.advance('61m')
    await client.reconnect()
    await expect(client).toReceiveNoPush({ on: subscription })
  })

  // Scenario 25; twelve, since autopush sends ten at a time.
  waiting('arrives behind a dozen that are gone', async ({ client, provisioner, applicationServer }) => {
    const subscription = await client.subscribe()
    await client.disconnect()
    for (const text of numbers(1, 12)) await applicationServer.send(subscription, text, { ...plain, ttl: 1 })
    await applicationServer.send(subscription, 'good', { ...plain, ttl: 60 })
    provisioner.server.clock.advance('2s')
    await client.reconnect()
    await expect(client).toReceivePush('good', { on: subscription })
    await expect(client).toReceiveNoPush({ on: subscription })
  })

  // Scenario 26.
  waiting('arrives among others that are gone', async ({ client, provisioner, applicationServer }) => {
    const subscription = await client.subscribe()
    await client.disconnect()
    for (const text of numbers(1, 6)) await applicationServer.send(subscription, text, { ...plain, ttl: 60 })
    for (const text of numbers(7, 12)) await applicationServer.send(subscription, text, { ...plain, ttl: 1 })
    await applicationServer.send(subscription, 'message 13', { ...plain, ttl: 60 })
    provisioner.server.clock.advance('2s')
    await client.reconnect()
    expect(await receive(client, subscription, 7)).toEqual([...numbers(1, 6), 'message 13'])
    await expect(client).toReceiveNoPush({ on: subscription })
  })

  // Scenario 61.
  waiting('arrives when all before it were gone the last time', async ({ client, provisioner, applicationServer }) => {
    const subscription = await client.subscribe()
    await client.disconnect()
    for (const text of numbers(1, 12)) await applicationServer.send(subscription, text, { ...plain, ttl: 1 })
    provisioner.server.clock.advance('2s')
    await client.reconnect()
    await expect(client).toReceiveNoPush({ on: subscription })
    await client.disconnect()
    await applicationServer.send(subscription, 'good', { ...plain, ttl: 60 })
    await client.reconnect()
    await expect(client).toReceivePush('good', { on: subscription })
  })

  returning.with(requireFeature(Feature.Redelivery, Feature.ControlClock, Feature.ClientManualAck))(
    'for its acknowledgement is gone when its TTL has ended',
    async ({ provisioner, applicationServer }) => {
      const client = await provisioner.getConnectedClient({ autoAck: false })
      const subscription = await client.subscribe()
      await applicationServer.send(subscription, 'a minute', { ...plain, ttl: 60 })
      await client.expectNotification(subscription)
      await client.disconnect()
      provisioner.server.clock.advance('62s')
      await client.reconnect()
      await expect(client).toReceiveNoPush({ on: subscription })
    },
  )
})

describe('a post without a TTL', () => {
  const demanding = test.with(skipWithQuirk(Quirk.TtlOptional))

  // Scenario 64.
  demanding.with(skipWithQuirk(Quirk.TtlRequiredOnlyToStore))(
    'is refused for a connected client',
    async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      const receipt = await applicationServer.send(subscription, 'when?', { ...plain, ttl: null })
      expect(receipt).toBeRefused({ status: 400 })
      await expect(client).toReceiveNoPush({ on: subscription })
    },
  )

  demanding('is refused for a client that is away', async ({ client, applicationServer }) => {
    const subscription = await client.subscribe()
    await client.disconnect()
    const receipt = await applicationServer.send(subscription, 'when?', { ...plain, ttl: null })
    expect(receipt).toBeRefused({ status: 400 })
  })

  demanding.with(requireFeature(Feature.ErrorJson))(
    'is refused with errno 111',
    async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      await client.disconnect()
      const receipt = await applicationServer.send(subscription, 'when?', { ...plain, ttl: null })
      expect(receipt).toBeRefused({ status: 400, errno: 111 })
    },
  )
})

describe('a TTL', () => {
  // Scenario 63 is the negative one.
  test.for([
    ['text', 'soon'],
    ['empty', ''],
    ['a fraction', '1.5'],
    ['negative', '-1'],
  ] as const)('that is %s is refused', async ([, ttl], { client, applicationServer }) => {
    const subscription = await client.subscribe()
    const receipt = await applicationServer.send(subscription, 'when?', { ...plain, headers: { TTL: ttl } })
    expect(receipt).toBeRefused({ status: 400 })
    await expect(client).toReceiveNoPush({ on: subscription })
  })

  test.with(requireFeature(Feature.ErrorJson))(
    'that is no number is refused with errno 111',
    async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      const receipt = await applicationServer.send(subscription, 'when?', { ...plain, headers: { TTL: 'soon' } })
      expect(receipt).toBeRefused({ status: 400, errno: 111 })
    },
  )
})
