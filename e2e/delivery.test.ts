// From the sender's post to the client's notification, for clients that are there and clients that come back.
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

const numbers = (count: number): string[] => Array.from({ length: count }, (_, index) => `message ${index + 1}`)

const storing = test.with(requireFeature(Feature.StoreAndForward, Feature.Resume), skipWithQuirk(Quirk.UaidConstant))

describe('a message for a connected client', () => {
  // Scenarios 3 and 53.
  test('arrives', async ({ client, applicationServer }) => {
    const subscription = await client.subscribe()
    expect(await applicationServer.send(subscription, 'hello', plain)).toBeAccepted()
    await expect(client).toReceivePush('hello', { on: subscription })
  })

  test('arrives once', async ({ client, applicationServer }) => {
    const subscription = await client.subscribe()
    await applicationServer.send(subscription, 'once', plain)
    await client.expectNotification(subscription)
    await expect(client).toReceiveNoPush({ on: subscription })
  })

  test('arrives after those that were sent before', async ({ client, applicationServer }) => {
    const subscription = await client.subscribe()
    for (const text of numbers(5)) await applicationServer.send(subscription, text, plain)
    expect(await receive(client, subscription, 5)).toEqual(numbers(5))
  })

  test('arrives as often as it was posted', async ({ client, applicationServer }) => {
    const subscription = await client.subscribe()
    const message = await applicationServer.prepare(subscription, 'twice', plain)
    expect(await applicationServer.post(message)).toBeAccepted()
    expect(await applicationServer.post(message)).toBeAccepted()
    expect(await receive(client, subscription, 2)).toEqual(['twice', 'twice'])
  })

  test.with(requireFeature(Feature.ClientManualAck), skipWithQuirk(Quirk.DirectWaitsForAck))(
    'arrives although an earlier one is not acknowledged',
    async ({ provisioner, applicationServer }) => {
      const client = await provisioner.getConnectedClient({ autoAck: false })
      const subscription = await client.subscribe()
      for (const text of numbers(2)) await applicationServer.send(subscription, text, plain)
      expect(await receive(client, subscription, 2)).toEqual(numbers(2))
    },
  )

  test.for(['very-low', 'low', 'normal', 'high'])(
    'arrives with the urgency %s',
    async (urgency, { client, applicationServer }) => {
      const subscription = await client.subscribe()
      expect(await applicationServer.send(subscription, urgency, { ...plain, urgency })).toBeAccepted()
      await expect(client).toReceivePush(urgency, { on: subscription })
    },
  )
})

describe('a notification', () => {
  test('names its channel', async ({ client, applicationServer }) => {
    const [first, second] = [await client.subscribe(), await client.subscribe()]
    await applicationServer.send(second, 'second', plain)
    await applicationServer.send(first, 'first', plain)
    await expect(client).toReceivePush('first', { on: first })
    await expect(client).toReceivePush('second', { on: second })
  })

  const versioned = test.with(skipWithQuirk(Quirk.NoVersion))

  versioned('has a version', async ({ client, applicationServer }) => {
    const subscription = await client.subscribe()
    await applicationServer.send(subscription, 'hello', plain)
    const { version } = await client.expectNotification(subscription)
    expect(version).not.toBe('')
  })

  versioned.with(skipWithQuirk(Quirk.NumericVersion))(
    'has a version that is text',
    async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      await applicationServer.send(subscription, 'hello', plain)
      await client.expectNotification(subscription)
      // As it came, since the client makes text of every version.
      const frames = client.transcript.events.filter(
        ({ direction, kind }) => direction === 'received' && kind === 'frame',
      )
      expect(JSON.parse(frames.at(-1)?.text ?? '')).toMatchObject({
        messageType: 'notification',
        version: expect.any(String),
      })
    },
  )

  versioned.with(skipWithQuirk(Quirk.NumericVersion))(
    'has a version of its own',
    async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      await Promise.all(numbers(5).map((text) => applicationServer.send(subscription, text, plain)))
      const notifications = await client.expectNotifications(Array.from({ length: 5 }, () => subscription))
      expect(new Set(notifications.map(({ version }) => version)).size).toBe(5)
    },
  )

  versioned.with(requireFeature(Feature.Location), skipWithQuirk(Quirk.NumericVersion))(
    'has the version with which the location ends',
    async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      const { location } = await applicationServer.send(subscription, 'hello', plain)
      const { version } = await client.expectNotification(subscription)
      expect(location?.split('/').at(-1)).toBe(encodeURI(version))
    },
  )

  test.with(skipWithQuirk(Quirk.PaddedData))('has data without padding', async ({ client, applicationServer }) => {
    const subscription = await client.subscribe()
    // 103 bytes are encryption, so one of three lengths in a row needs no padding.
    for (const text of ['a', 'ab', 'abc']) {
      await applicationServer.send(subscription, text, plain)
      const { data } = await client.expectNotification(subscription)
      expect(data).toMatch(/^[A-Za-z0-9_-]+$/)
    }
  })

  test('has headers that name the encoding', async ({ client, applicationServer }) => {
    const subscription = await client.subscribe()
    await applicationServer.send(subscription, 'hello', plain)
    const { headers } = await client.expectNotification(subscription)
    expect(headers).toMatchObject({ encoding: 'aes128gcm' })
  })

  test.with(skipWithQuirk(Quirk.TtlInNotification))(
    'does not tell the TTL, the topic or the urgency',
    async ({ client, provisioner, applicationServer }) => {
      const subscription = await client.subscribe()
      const topic = provisioner.uniqueName()
      await applicationServer.send(subscription, 'hello', { ...plain, topic, urgency: 'low' })
      const { message } = await client.expectNotification(subscription)
      for (const field of ['ttl', 'topic', 'urgency', 'timestamp']) expect(message).not.toHaveProperty(field)
    },
  )
})

describe('a message without payload', () => {
  const empty = test.with(requireFeature(Feature.EmptyPayload))

  // Scenario 28.
  empty('arrives', async ({ client, applicationServer }) => {
    const subscription = await client.subscribe()
    expect(await applicationServer.send(subscription, undefined, plain)).toBeAccepted()
    const notification = await client.expectNotification(subscription)
    expect(notification.text()).toBe('')
  })

  empty.with(requireFeature(Feature.StoreAndForward, Feature.Resume), skipWithQuirk(Quirk.UaidConstant))(
    'arrives when the client comes back',
    async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      await client.disconnect()
      expect(await applicationServer.send(subscription, undefined, plain)).toBeAccepted()
      await client.reconnect()
      const notification = await client.expectNotification(subscription)
      expect(notification.text()).toBe('')
    },
  )

  // Scenario 29: three times, since a service may forget headers one by one.
  empty('arrives without the encryption headers it was sent with', async ({ client, applicationServer }) => {
    const subscription = await client.subscribe()
    const headers = {
      'Content-Encoding': 'aesgcm',
      Encryption: 'salt=BaVJu8IJCL9y43dgSUnJ8A',
      'Crypto-Key': `dh=${subscription.keys.p256dh}`,
    }
    for (const _ of [1, 2, 3]) {
      expect(await applicationServer.send(subscription, undefined, { ...plain, headers })).toBeAccepted()
      const notification = await client.expectNotification(subscription)
      expect(notification.headers).toEqual({})
    }
  })

  empty.with(skipWithQuirk(Quirk.EmptyDataString), skipWithQuirk(Quirk.HeadersNull))(
    'arrives without the fields data and headers',
    async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      await applicationServer.send(subscription, undefined, plain)
      const { message } = await client.expectNotification(subscription)
      expect(message).not.toHaveProperty('data')
      expect(message).not.toHaveProperty('headers')
    },
  )
})

describe('a message for a client that is away', () => {
  storing('arrives when the client comes back', async ({ client, applicationServer }) => {
    const subscription = await client.subscribe()
    await client.disconnect()
    expect(await applicationServer.send(subscription, 'while away', plain)).toBeAccepted()
    await client.reconnect()
    await expect(client).toReceivePush('while away', { on: subscription })
  })

  storing('arrives after the reply to hello', async ({ client, applicationServer }) => {
    const subscription = await client.subscribe()
    await client.disconnect()
    await applicationServer.send(subscription, 'while away', plain)
    const types: string[] = []
    client.on('message', ({ messageType }) => types.push(messageType))
    await client.reconnect()
    await client.expectNotification(subscription)
    expect(types).toEqual(['hello', 'notification'])
  })

  storing('arrives after those that were sent before', async ({ client, applicationServer }) => {
    const subscription = await client.subscribe()
    await client.disconnect()
    for (const text of numbers(5)) await applicationServer.send(subscription, text, plain)
    await client.reconnect()
    expect(await receive(client, subscription, 5)).toEqual(numbers(5))
  })

  storing('arrives before those that are sent later', async ({ client, applicationServer }) => {
    const subscription = await client.subscribe()
    await client.disconnect()
    await applicationServer.send(subscription, 'stored', plain)
    await client.reconnect()
    await applicationServer.send(subscription, 'direct', plain)
    expect(await receive(client, subscription, 2)).toEqual(['stored', 'direct'])
  })

  // autopush sends ten at a time, the next ones when these are acknowledged.
  storing.with(skipWithQuirk(Quirk.NoVersion), skipWithQuirk(Quirk.NumericVersion))(
    'arrives however many wait before it',
    async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      await client.disconnect()
      for (const text of numbers(25)) await applicationServer.send(subscription, text, plain)
      await client.reconnect()
      expect(await receive(client, subscription, 25)).toEqual(numbers(25))
      await expect(client).toReceiveNoPush({ on: subscription })
    },
  )

  storing.with(
    requireFeature(Feature.DuplicateSessionEviction, Feature.Redelivery),
    skipWithQuirk(Quirk.DuplicateSessionLingers),
  )('arrives when the client lost its network and comes back', async ({ client, applicationServer }) => {
    const subscription = await client.subscribe()
    client.terminate()
    expect(await applicationServer.send(subscription, 'in the tunnel', plain)).toBeAccepted()
    await client.connect()
    await client.hello()
    await expect(client).toReceivePush('in the tunnel', { on: subscription })
  })
})

describe('an accepted message', () => {
  const created = test.with(skipWithQuirk(Quirk.SuccessStatus200), skipWithQuirk(Quirk.SuccessStatus202))

  created('is answered 201 when it is delivered', async ({ client, applicationServer }) => {
    const subscription = await client.subscribe()
    const receipt = await applicationServer.send(subscription, 'hello', plain)
    expect(receipt.status).toBe(201)
  })

  created.with(requireFeature(Feature.StoreAndForward), skipWithQuirk(Quirk.StoredStatus202))(
    'is answered 201 when it is stored',
    async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      await client.disconnect()
      const receipt = await applicationServer.send(subscription, 'hello', plain)
      expect(receipt.status).toBe(201)
    },
  )

  created.with(requireFeature(Feature.TtlZeroDrop), skipWithQuirk(Quirk.TtlZeroStatus204))(
    'is answered 201 when it is dropped',
    async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      await client.disconnect()
      const receipt = await applicationServer.send(subscription, 'hello', { ...plain, ttl: 0 })
      expect(receipt.status).toBe(201)
    },
  )

  const locating = test.with(requireFeature(Feature.Location))

  locating('has a location', async ({ client, applicationServer }) => {
    const subscription = await client.subscribe()
    const { location } = await applicationServer.send(subscription, 'hello', plain)
    expect(location).toMatch(/^https?:/)
  })

  locating('has a location of its own', async ({ client, applicationServer }) => {
    const subscription = await client.subscribe()
    const receipts = await Promise.all(numbers(3).map((text) => applicationServer.send(subscription, text, plain)))
    expect(new Set(receipts.map(({ location }) => location)).size).toBe(3)
  })
})
