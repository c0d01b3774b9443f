// What a client says about a notification, and what comes again if it says nothing.
import {
  AckCode,
  test as anyTest,
  describe,
  expect,
  Feature,
  NackCode,
  type Notification,
  type PushClient,
  Quirk,
  requireFeature,
  type ScopedProvisioner,
  type Subscription,
  skipWithQuirk,
} from 'pushwright'

// A browser acknowledges everything at once.
const test = anyTest.with(requireFeature(Feature.ClientManualAck))

// VAPID has tests of its own; these hold for services that know more or less of it.
const plain = { ttl: 60, vapid: false } as const

/** The next messages of a subscription, as they come. */
function receive(client: PushClient, subscription: Subscription, count: number): Promise<Notification[]> {
  return client.expectNotifications(Array.from({ length: count }, () => subscription))
}

async function receiveTexts(client: PushClient, subscription: Subscription, count: number): Promise<string[]> {
  const notifications = await receive(client, subscription, count)
  return notifications.map((notification) => notification.text())
}

/** A client that acknowledges nothing by itself. */
async function subscribeSilently(provisioner: ScopedProvisioner): Promise<[PushClient, Subscription]> {
  const client = await provisioner.getConnectedClient({ autoAck: false })
  return [client, await client.subscribe()]
}

/** What the service has read is known once its pong is here; then the connection can go. */
async function settleAndReconnect(client: PushClient): Promise<void> {
  await client.flush()
  await client.reconnect()
}

const returning = test.with(requireFeature(Feature.Resume), skipWithQuirk(Quirk.UaidConstant))
const redelivering = returning.with(requireFeature(Feature.Redelivery))
// A client can acknowledge only what has a version, and the one that the service knows.
const acking = redelivering.with(skipWithQuirk(Quirk.NoVersion), skipWithQuirk(Quirk.NumericVersion))

describe('a message that was not acknowledged', () => {
  // Scenario 16.
  redelivering('comes again', async ({ provisioner, applicationServer }) => {
    const [client, subscription] = await subscribeSilently(provisioner)
    await applicationServer.send(subscription, 'again', plain)
    await expect(client).toReceivePush('again', { on: subscription })
    await client.reconnect()
    await expect(client).toReceivePush('again', { on: subscription })
  })

  // Firefox tells by it that it has the message already.
  redelivering('comes again with the same version', async ({ provisioner, applicationServer }) => {
    const [client, subscription] = await subscribeSilently(provisioner)
    await applicationServer.send(subscription, 'again', plain)
    const { version } = await client.expectNotification(subscription)
    await client.reconnect()
    const again = await client.expectNotification(subscription)
    expect(again.version).toBe(version)
  })

  // Scenario 15.
  redelivering.with(requireFeature(Feature.StoreAndForward))(
    'comes again after it was stored',
    async ({ provisioner, applicationServer }) => {
      const [client, subscription] = await subscribeSilently(provisioner)
      await client.disconnect()
      await applicationServer.send(subscription, 'again', plain)
      for (const _ of [1, 2, 3]) {
        await client.reconnect()
        await expect(client).toReceivePush('again', { on: subscription })
      }
    },
  )

  // Scenario 17.
  redelivering.with(requireFeature(Feature.StoreAndForward))(
    'comes again with the others that were stored',
    async ({ provisioner, applicationServer }) => {
      const [client, subscription] = await subscribeSilently(provisioner)
      await client.disconnect()
      await applicationServer.send(subscription, 'first', plain)
      await applicationServer.send(subscription, 'second', plain)
      for (const _ of [1, 2]) {
        await client.reconnect()
        expect(await receiveTexts(client, subscription, 2)).toEqual(['first', 'second'])
      }
    },
  )

  redelivering.with(skipWithQuirk(Quirk.StaleDirectOrder), skipWithQuirk(Quirk.DirectWaitsForAck))(
    'comes again in its turn',
    async ({ provisioner, applicationServer }) => {
      const [client, subscription] = await subscribeSilently(provisioner)
      const sent = ['first', 'second', 'third']
      for (const text of sent) await applicationServer.send(subscription, text, plain)
      expect(await receiveTexts(client, subscription, 3)).toEqual(sent)
      await client.reconnect()
      expect(await receiveTexts(client, subscription, 3)).toEqual(sent)
    },
  )

  redelivering.with(requireFeature(Feature.ControlServer)).for([
    ['the service closes the connection', { code: 1001 }],
    ['the connection is cut', 'tcp'],
  ] as const)('comes again after %s', async ([, end], { provisioner, applicationServer }) => {
    const [client, subscription] = await subscribeSilently(provisioner)
    await applicationServer.send(subscription, 'again', plain)
    await client.expectNotification(subscription)
    provisioner.server.disconnect(client.uaid ?? '', end)
    await expect(client).toBeClosed()
    await client.connect()
    await client.hello()
    await expect(client).toReceivePush('again', { on: subscription })
  })

  redelivering.with(requireFeature(Feature.DuplicateSessionEviction), skipWithQuirk(Quirk.DuplicateSessionLingers))(
    'comes again in a newer session of the client',
    async ({ provisioner, applicationServer }) => {
      const [client, subscription] = await subscribeSilently(provisioner)
      await applicationServer.send(subscription, 'again', plain)
      await client.expectNotification(subscription)
      const newer = await provisioner.getConnectedClient({
        uaid: client.uaid,
        // Before it connects: the message can come in one piece with the hello reply.
        prepare: (session) => void session.subscriptions.set(subscription.channelID, subscription),
      })
      await expect(newer).toReceivePush('again', { on: subscription })
    },
  )
})

describe('a message that was acknowledged', () => {
  acking('does not come again', async ({ client, applicationServer }) => {
    const subscription = await client.subscribe()
    await applicationServer.send(subscription, 'once', plain)
    await client.expectNotification(subscription)
    await settleAndReconnect(client)
    await expect(client).toReceiveNoPush({ on: subscription })
  })

  const ackingStored = returning.with(
    requireFeature(Feature.StoreAndForward),
    skipWithQuirk(Quirk.AckedStoredRedelivered),
    skipWithQuirk(Quirk.NoVersion),
    skipWithQuirk(Quirk.NumericVersion),
  )

  ackingStored('does not come again after it was stored', async ({ client, applicationServer }) => {
    const subscription = await client.subscribe()
    await client.disconnect()
    await applicationServer.send(subscription, 'once', plain)
    await client.reconnect()
    await client.expectNotification(subscription)
    await settleAndReconnect(client)
    await expect(client).toReceiveNoPush({ on: subscription })
  })

  acking.with(skipWithQuirk(Quirk.AckedStoredRedelivered))(
    'does not come a third time when its repetition was acknowledged',
    async ({ provisioner, applicationServer }) => {
      const [client, subscription] = await subscribeSilently(provisioner)
      await applicationServer.send(subscription, 'twice', plain)
      await client.expectNotification(subscription)
      await client.reconnect()
      client.ack(await client.expectNotification(subscription))
      await settleAndReconnect(client)
      await expect(client).toReceiveNoPush({ on: subscription })
    },
  )

  // Scenario 19, as it should be.
  ackingStored.with(requireFeature(Feature.Redelivery), skipWithQuirk(Quirk.PartialAckRedeliversBatch))(
    'does not come again with others that were stored and not acknowledged',
    async ({ provisioner, applicationServer }) => {
      const [client, subscription] = await subscribeSilently(provisioner)
      await client.disconnect()
      await applicationServer.send(subscription, 'first', plain)
      await applicationServer.send(subscription, 'second', plain)
      await client.reconnect()
      const [first] = await receive(client, subscription, 2)
      client.ack(first as Notification)
      await settleAndReconnect(client)
      await expect(client).toReceivePush('second', { on: subscription })
      await expect(client).toReceiveNoPush({ on: subscription })
    },
  )

  acking.with(skipWithQuirk(Quirk.DirectWaitsForAck))(
    'does not come again with others that were not acknowledged',
    async ({ provisioner, applicationServer }) => {
      const [client, subscription] = await subscribeSilently(provisioner)
      await applicationServer.send(subscription, 'first', plain)
      await applicationServer.send(subscription, 'second', plain)
      const [, second] = await receive(client, subscription, 2)
      client.ack(second as Notification)
      await settleAndReconnect(client)
      await expect(client).toReceivePush('first', { on: subscription })
      await expect(client).toReceiveNoPush({ on: subscription })
    },
  )

  // Scenario 20.
  ackingStored('does not come again, in whichever order it was', async ({ provisioner, applicationServer }) => {
    const [client, subscription] = await subscribeSilently(provisioner)
    await client.disconnect()
    await applicationServer.send(subscription, 'first', plain)
    await applicationServer.send(subscription, 'second', plain)
    await client.reconnect()
    const notifications = await receive(client, subscription, 2)
    for (const notification of notifications.reverse()) client.ack(notification)
    await settleAndReconnect(client)
    await expect(client).toReceiveNoPush({ on: subscription })
  })

  ackingStored.with(requireFeature(Feature.AckBatch))(
    'does not come again when one ack names all that were stored',
    async ({ provisioner, applicationServer }) => {
      const [client, subscription] = await subscribeSilently(provisioner)
      await client.disconnect()
      for (const text of ['first', 'second', 'third']) await applicationServer.send(subscription, text, plain)
      await client.reconnect()
      client.ack(await receive(client, subscription, 3))
      await settleAndReconnect(client)
      await expect(client).toReceiveNoPush({ on: subscription })
    },
  )

  acking.with(requireFeature(Feature.AckBatch), skipWithQuirk(Quirk.DirectWaitsForAck))(
    'does not come again when one ack names all of several channels',
    async ({ provisioner, applicationServer }) => {
      const [client, first] = await subscribeSilently(provisioner)
      const second = await client.subscribe()
      await applicationServer.send(first, 'first', plain)
      await applicationServer.send(second, 'second', plain)
      client.ack(await client.expectNotifications([first, second]))
      await settleAndReconnect(client)
      for (const on of [first, second]) await expect(client).toReceiveNoPush({ on })
    },
  )

  acking.for(Object.entries(AckCode))(
    'does not come again, also with the code of %s',
    async ([, code], { provisioner, applicationServer }) => {
      const [client, subscription] = await subscribeSilently(provisioner)
      await applicationServer.send(subscription, 'once', plain)
      client.ack(await client.expectNotification(subscription), { code })
      await settleAndReconnect(client)
      await expect(client).toReceiveNoPush({ on: subscription })
    },
  )

  acking('does not come again, also without a code', async ({ provisioner, applicationServer }) => {
    const [client, subscription] = await subscribeSilently(provisioner)
    await applicationServer.send(subscription, 'once', plain)
    const { channelID, version } = await client.expectNotification(subscription)
    client.send({ messageType: 'ack', updates: [{ channelID, version }] })
    await settleAndReconnect(client)
    await expect(client).toReceiveNoPush({ on: subscription })
  })
})

describe('an ack', () => {
  test('of a version that nobody knows is ignored', async ({ client, provisioner, applicationServer }) => {
    const subscription = await client.subscribe()
    client.ack({ channelID: subscription.channelID, version: provisioner.uniqueName() })
    expect(await applicationServer.send(subscription, 'go on', plain)).toBeAccepted()
    await expect(client).toReceivePush('go on', { on: subscription })
  })

  test('about nothing is ignored', async ({ client, applicationServer }) => {
    const subscription = await client.subscribe()
    client.ack([])
    expect(await applicationServer.send(subscription, 'go on', plain)).toBeAccepted()
    await expect(client).toReceivePush('go on', { on: subscription })
  })

  test('that is repeated is ignored', async ({ client, applicationServer }) => {
    const subscription = await client.subscribe()
    await applicationServer.send(subscription, 'first', plain)
    const notification = await client.expectNotification(subscription)
    client.ack(notification)
    client.ack(notification)
    await client.flush()
    await applicationServer.send(subscription, 'second', plain)
    await expect(client).toReceivePush('second', { on: subscription })
  })

  test.with(
    requireFeature(Feature.ControlServer),
    skipWithQuirk(Quirk.NoVersion),
    skipWithQuirk(Quirk.NumericVersion),
  )('tells the service what became of the message', async ({ provisioner, applicationServer }) => {
    const [client, subscription] = await subscribeSilently(provisioner)
    await applicationServer.send(subscription, 'unreadable', plain)
    client.ack(await client.expectNotification(subscription), { code: AckCode.DecryptionError })
    const { channelID } = subscription
    const push = await provisioner.server.waitForPush((one) => one.channelID === channelID && one.acknowledged)
    expect(push.ackCode).toBe(AckCode.DecryptionError)
  })
})

describe('a nack', () => {
  const nacking = test.with(requireFeature(Feature.Nack, Feature.ClientNack))

  nacking.for(Object.entries(NackCode))(
    'of %s leaves the session open',
    async ([, code], { client, applicationServer }) => {
      const subscription = await client.subscribe()
      await applicationServer.send(subscription, 'too much', plain)
      client.nack(await client.expectNotification(subscription), { code })
      await client.flush()
      await applicationServer.send(subscription, 'go on', plain)
      await expect(client).toReceivePush('go on', { on: subscription })
    },
  )

  nacking('needs no code', async ({ client, applicationServer }) => {
    const subscription = await client.subscribe()
    await applicationServer.send(subscription, 'too much', plain)
    const { version } = await client.expectNotification(subscription)
    client.send({ messageType: 'nack', version })
    await client.flush()
    expect(client.isConnected).toBe(true)
  })

  redelivering.with(requireFeature(Feature.Nack))(
    'does not acknowledge the message',
    async ({ provisioner, applicationServer }) => {
      const [client, subscription] = await subscribeSilently(provisioner)
      await applicationServer.send(subscription, 'again', plain)
      client.nack(await client.expectNotification(subscription))
      await settleAndReconnect(client)
      await expect(client).toReceivePush('again', { on: subscription })
    },
  )

  nacking.with(
    requireFeature(Feature.ControlServer),
    skipWithQuirk(Quirk.NoVersion),
    skipWithQuirk(Quirk.NumericVersion),
  )('tells the service why', async ({ client, provisioner, applicationServer }) => {
    const subscription = await client.subscribe()
    await applicationServer.send(subscription, 'too much', plain)
    client.nack(await client.expectNotification(subscription), { code: NackCode.RejectedPromise })
    const { channelID } = subscription
    const push = await provisioner.server.waitForPush(
      (one) => one.channelID === channelID && one.nackCode !== undefined,
    )
    expect(push.nackCode).toBe(NackCode.RejectedPromise)
  })
})
