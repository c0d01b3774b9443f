// What is one client's business is no other's.
import { randomUUID } from 'node:crypto'
import {
  describe,
  expect,
  Feature,
  type PushClient,
  Quirk,
  requireFeature,
  type ScopedProvisioner,
  type Subscription,
  skipWithQuirk,
  test,
} from 'pushwright'

// VAPID has tests of its own; these hold for services that know more or less of it.
const plain = { ttl: 60, vapid: false } as const

function connect(provisioner: ScopedProvisioner, count: number): Promise<PushClient[]> {
  return Promise.all(Array.from({ length: count }, () => provisioner.getConnectedClient()))
}

interface Subscribed {
  readonly client: PushClient
  readonly subscription: Subscription
}

/** Two clients with a subscription each. */
async function subscribeTwo(
  provisioner: ScopedProvisioner,
  options: { channelID?: string; autoAck?: boolean } = {},
): Promise<[Subscribed, Subscribed]> {
  const { channelID, autoAck = true } = options
  const subscribe = async (): Promise<Subscribed> => {
    const client = await provisioner.getConnectedClient({ autoAck })
    return { client, subscription: await client.subscribe(channelID === undefined ? {} : { channelID }) }
  }
  return [await subscribe(), await subscribe()]
}

const several = test.with(skipWithQuirk(Quirk.SingleUser))
// The containers of one browser come and go together.
const apart = several.with(requireFeature(Feature.ClientOwnSession))
// A browser chooses its channels itself.
const choosing = apart.with(requireFeature(Feature.ClientRawFrames))
const returning = several.with(requireFeature(Feature.Resume), skipWithQuirk(Quirk.UaidConstant))

describe('many clients', () => {
  apart.with(skipWithQuirk(Quirk.UaidConstant))('each have a UAID of their own', async ({ provisioner }) => {
    const clients = await connect(provisioner, 10)
    expect(new Set(clients.map(({ uaid }) => uaid)).size).toBe(10)
  })

  apart('each receive their own messages and no others', async ({ provisioner, applicationServer }) => {
    const clients = await connect(provisioner, 10)
    const subscriptions = await Promise.all(clients.map((client) => client.subscribe()))
    await Promise.all(subscriptions.map((one, index) => applicationServer.send(one, `for client ${index}`, plain)))
    for (const [index, client] of clients.entries()) {
      await expect(client).toReceivePush(`for client ${index}`)
      await expect(client).toReceiveNoPush()
    }
  })

  several('can have many subscriptions each', async ({ provisioner, applicationServer }) => {
    const clients = await connect(provisioner, 3)
    for (const client of clients) {
      const subscriptions = await Promise.all(Array.from({ length: 10 }, () => client.subscribe()))
      await Promise.all(subscriptions.map((one) => applicationServer.send(one, one.channelID, plain)))
      const notifications = await client.expectNotifications(subscriptions)
      expect(notifications.map((one) => one.text())).toEqual(subscriptions.map(({ channelID }) => channelID))
    }
    for (const client of clients) await expect(client).toReceiveNoPush()
  })

  test('can be sent to by many application servers', async ({ client, provisioner }) => {
    const subscription = await client.subscribe()
    const senders = Array.from({ length: 5 }, () => provisioner.getApplicationServer())
    const texts = senders.map((_, index) => `from sender ${index}`)
    await Promise.all(senders.map((sender, index) => sender.send(subscription, texts[index], plain)))
    const received = await client.expectNotifications(texts.map(() => subscription))
    expect(received.map((one) => one.text()).sort()).toEqual(texts)
  })
})

describe('two clients', () => {
  choosing('can use the same channel id', async ({ provisioner, applicationServer }) => {
    const [first, second] = await subscribeTwo(provisioner, { channelID: randomUUID() })
    expect(first.subscription.endpoint).not.toBe(second.subscription.endpoint)
    await applicationServer.send(first.subscription, 'for the first', plain)
    await applicationServer.send(second.subscription, 'for the second', plain)
    await expect(first.client).toReceivePush('for the first', { on: first.subscription })
    await expect(second.client).toReceivePush('for the second', { on: second.subscription })
    await expect(first.client).toReceiveNoPush()
    await expect(second.client).toReceiveNoPush()
  })

  choosing.with(requireFeature(Feature.Unregister), skipWithQuirk(Quirk.UnregisterIneffective))(
    'can use the same channel id, and one give it up',
    async ({ provisioner, applicationServer }) => {
      const [first, second] = await subscribeTwo(provisioner, { channelID: randomUUID() })
      await first.subscription.unsubscribe()
      expect(await applicationServer.send(first.subscription, 'anybody?', plain)).toBeRefused()
      expect(await applicationServer.send(second.subscription, 'still here', plain)).toBeAccepted()
      await expect(second.client).toReceivePush('still here', { on: second.subscription })
    },
  )

  apart('do not notice that the other leaves', async ({ provisioner, applicationServer }) => {
    const [first, second] = await subscribeTwo(provisioner)
    await first.client.disconnect()
    await applicationServer.send(second.subscription, 'alone', plain)
    await expect(second.client).toReceivePush('alone', { on: second.subscription })
  })

  choosing.with(skipWithQuirk(Quirk.MistakesIgnored))(
    'do not notice that the other is thrown out',
    async ({ provisioner, applicationServer }) => {
      const [first, second] = await subscribeTwo(provisioner)
      first.client.sendFrame(Buffer.from('binary'))
      await expect(first.client).toBeClosed()
      await applicationServer.send(second.subscription, 'alone', plain)
      await expect(second.client).toReceivePush('alone', { on: second.subscription })
    },
  )

  returning.with(requireFeature(Feature.StoreAndForward))(
    'each find what was stored for them',
    async ({ provisioner, applicationServer }) => {
      const [first, second] = await subscribeTwo(provisioner)
      for (const { client } of [first, second]) await client.disconnect()
      await applicationServer.send(first.subscription, 'for the first', plain)
      await applicationServer.send(second.subscription, 'for the second', plain)
      for (const { client } of [second, first]) await client.reconnect()
      await expect(first.client).toReceivePush('for the first', { on: first.subscription })
      await expect(second.client).toReceivePush('for the second', { on: second.subscription })
      await expect(first.client).toReceiveNoPush()
      await expect(second.client).toReceiveNoPush()
    },
  )

  returning.with(requireFeature(Feature.StoreAndForward, Feature.Topic, Feature.ClientRawFrames))(
    'do not replace the topics of the other',
    async ({ provisioner, applicationServer }) => {
      const [first, second] = await subscribeTwo(provisioner, { channelID: randomUUID() })
      const topic = provisioner.uniqueName()
      await first.client.disconnect()
      await applicationServer.send(first.subscription, 'news for the first', { ...plain, topic })
      await applicationServer.send(second.subscription, 'news for the second', { ...plain, topic })
      await first.client.reconnect()
      await expect(first.client).toReceivePush('news for the first', { on: first.subscription })
      await expect(second.client).toReceivePush('news for the second', { on: second.subscription })
    },
  )

  returning.with(
    requireFeature(Feature.Redelivery, Feature.ClientManualAck, Feature.ClientRawFrames),
    skipWithQuirk(Quirk.NoVersion),
    skipWithQuirk(Quirk.NumericVersion),
  )('do not acknowledge the messages of the other', async ({ provisioner, applicationServer }) => {
    const [first, second] = await subscribeTwo(provisioner, { channelID: randomUUID(), autoAck: false })
    await applicationServer.send(first.subscription, 'for the first', plain)
    const notification = await first.client.expectNotification()
    second.client.ack(notification)
    await second.client.flush()
    await first.client.reconnect()
    await expect(first.client).toReceivePush('for the first', { on: first.subscription })
  })
})
