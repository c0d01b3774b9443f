// Topics: of the messages that wait for a client, the newest of a topic replaces the others (RFC 8030 section 5.4).
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

// VAPID has tests of its own; these hold for services that know more or less of it.
const plain = { ttl: 60, vapid: false } as const

/** The next messages of a subscription, as they come. */
async function receive(client: PushClient, subscription: Subscription, count: number): Promise<string[]> {
  const notifications = await client.expectNotifications(Array.from({ length: count }, () => subscription))
  return notifications.map((notification) => notification.text())
}

const topical = test.with(requireFeature(Feature.Topic))
const storing = topical.with(requireFeature(Feature.StoreAndForward, Feature.Resume), skipWithQuirk(Quirk.UaidConstant))
const replacing = storing.with(skipWithQuirk(Quirk.TopicNotReplaced))

describe('a message with a topic', () => {
  // Scenario 4.
  test('reaches a connected client', async ({ client, provisioner, applicationServer }) => {
    const subscription = await client.subscribe()
    const topic = provisioner.uniqueName()
    expect(await applicationServer.send(subscription, 'news', { ...plain, topic })).toBeAccepted()
    await expect(client).toReceivePush('news', { on: subscription })
  })

  test('reaches a connected client although there was one before', async ({
    client,
    provisioner,
    applicationServer,
  }) => {
    const subscription = await client.subscribe()
    const topic = provisioner.uniqueName()
    await applicationServer.send(subscription, 'old news', { ...plain, topic })
    await applicationServer.send(subscription, 'news', { ...plain, topic })
    expect(await receive(client, subscription, 2)).toEqual(['old news', 'news'])
  })

  storing('waits for a client that is away', async ({ client, provisioner, applicationServer }) => {
    const subscription = await client.subscribe()
    await client.disconnect()
    await applicationServer.send(subscription, 'news', { ...plain, topic: provisioner.uniqueName() })
    await client.reconnect()
    await expect(client).toReceivePush('news', { on: subscription })
  })

  // Scenario 6.
  storing.with(
    skipWithQuirk(Quirk.AckedStoredRedelivered),
    skipWithQuirk(Quirk.NoVersion),
    skipWithQuirk(Quirk.NumericVersion),
  )('does not come again once it is acknowledged', async ({ client, provisioner, applicationServer }) => {
    const subscription = await client.subscribe()
    await client.disconnect()
    await applicationServer.send(subscription, 'news', { ...plain, topic: provisioner.uniqueName() })
    await client.reconnect()
    await client.expectNotification(subscription)
    for (const _ of [1, 2]) {
      await client.flush()
      await client.reconnect()
      await expect(client).toReceiveNoPush({ on: subscription })
    }
  })

  storing.with(skipWithQuirk(Quirk.TopicMessagesFirst))(
    'waits for its turn among those without',
    async ({ client, provisioner, applicationServer }) => {
      const subscription = await client.subscribe()
      await client.disconnect()
      await applicationServer.send(subscription, 'first', plain)
      await applicationServer.send(subscription, 'second', { ...plain, topic: provisioner.uniqueName() })
      await applicationServer.send(subscription, 'third', plain)
      await client.reconnect()
      expect(await receive(client, subscription, 3)).toEqual(['first', 'second', 'third'])
    },
  )
})

describe('the newest message of a topic', () => {
  // Scenario 5.
  replacing('replaces the one that waits', async ({ client, provisioner, applicationServer }) => {
    const subscription = await client.subscribe()
    const topic = provisioner.uniqueName()
    await client.disconnect()
    for (const text of ['old news', 'news of yesterday', 'news']) {
      expect(await applicationServer.send(subscription, text, { ...plain, topic })).toBeAccepted()
    }
    await client.reconnect()
    await expect(client).toReceivePush('news', { on: subscription })
    await expect(client).toReceiveNoPush({ on: subscription })
  })

  replacing.with(requireFeature(Feature.Redelivery, Feature.ClientManualAck))(
    'replaces one that was sent and not acknowledged',
    async ({ provisioner, applicationServer }) => {
      const client = await provisioner.getConnectedClient({ autoAck: false })
      const subscription = await client.subscribe()
      const topic = provisioner.uniqueName()
      await applicationServer.send(subscription, 'old news', { ...plain, topic })
      await client.expectNotification(subscription)
      await client.disconnect()
      await applicationServer.send(subscription, 'news', { ...plain, topic })
      await client.reconnect()
      await expect(client).toReceivePush('news', { on: subscription })
      await expect(client).toReceiveNoPush({ on: subscription })
    },
  )

  storing('leaves those of other topics alone', async ({ client, provisioner, applicationServer }) => {
    const subscription = await client.subscribe()
    await client.disconnect()
    await applicationServer.send(subscription, 'weather', { ...plain, topic: provisioner.uniqueName() })
    await applicationServer.send(subscription, 'traffic', { ...plain, topic: provisioner.uniqueName() })
    await client.reconnect()
    const texts = await receive(client, subscription, 2)
    expect(texts.sort()).toEqual(['traffic', 'weather'])
  })

  storing('leaves those without a topic alone', async ({ client, provisioner, applicationServer }) => {
    const subscription = await client.subscribe()
    await client.disconnect()
    await applicationServer.send(subscription, 'letter', plain)
    await applicationServer.send(subscription, 'news', { ...plain, topic: provisioner.uniqueName() })
    await client.reconnect()
    const texts = await receive(client, subscription, 2)
    expect(texts.sort()).toEqual(['letter', 'news'])
  })

  storing('leaves those of other channels alone', async ({ client, provisioner, applicationServer }) => {
    const [first, second] = [await client.subscribe(), await client.subscribe()]
    const topic = provisioner.uniqueName()
    await client.disconnect()
    await applicationServer.send(first, 'news for the first', { ...plain, topic })
    await applicationServer.send(second, 'news for the second', { ...plain, topic })
    await client.reconnect()
    await expect(client).toReceivePush('news for the first', { on: first })
    await expect(client).toReceivePush('news for the second', { on: second })
  })

  replacing.with(requireFeature(Feature.ControlClock))(
    'brings its own TTL',
    async ({ client, provisioner, applicationServer }) => {
      const subscription = await client.subscribe()
      const topic = provisioner.uniqueName()
      await client.disconnect()
      await applicationServer.send(subscription, 'long news', { ...plain, topic })
      await applicationServer.send(subscription, 'short news', { ...plain, topic, ttl: 1 })
      provisioner.server.clock.advance('2s')
      await client.reconnect()
      await expect(client).toReceiveNoPush({ on: subscription })
    },
  )

  // Scenario 18.
  storing.with(requireFeature(Feature.ControlClock))(
    'arrives after an older one has expired',
    async ({ client, provisioner, applicationServer }) => {
      const subscription = await client.subscribe()
      const topic = provisioner.uniqueName()
      await client.disconnect()
      await applicationServer.send(subscription, 'old news', { ...plain, topic, ttl: 1 })
      provisioner.server.clock.advance('2s')
      await client.reconnect()
      await expect(client).toReceiveNoPush({ on: subscription })
      await applicationServer.send(subscription, 'news', { ...plain, topic })
      await expect(client).toReceivePush('news', { on: subscription })
    },
  )
})

describe('a topic', () => {
  topical.for([
    ['one character', 'x'],
    ['32 characters', 'a'.repeat(32)],
    ['every kind of character', 'AZaz09-_'],
  ] as const)('may have %s', async ([, topic], { client, applicationServer }) => {
    const subscription = await client.subscribe()
    expect(await applicationServer.send(subscription, 'news', { ...plain, topic })).toBeAccepted()
    await client.expectNotification(subscription)
  })

  topical.for([
    ['is longer than 32 characters', 'a'.repeat(33)],
    ['is empty', ''],
    ['has a character beyond base64url', 'no/slash'],
    ['has a space', 'two words'],
  ] as const)('is refused when it %s', async ([, topic], { client, applicationServer }) => {
    const subscription = await client.subscribe()
    expect(await applicationServer.send(subscription, 'news', { ...plain, topic })).toBeRefused({ status: 400 })
    await expect(client).toReceiveNoPush({ on: subscription })
  })

  topical.with(requireFeature(Feature.ErrorJson))(
    'that is refused has errno 113',
    async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      const receipt = await applicationServer.send(subscription, 'news', { ...plain, topic: 'two words' })
      expect(receipt).toBeRefused({ status: 400, errno: 113 })
    },
  )
})
