// Broadcasts: small versioned values that every client can follow, such as Firefox's remote settings.
import {
  test as anyTest,
  type BroadcastMap,
  CloseCode,
  describe,
  expect,
  Feature,
  type HelloReply,
  type PushClient,
  Quirk,
  requireFeature,
  type ScopedProvisioner,
  skipWithQuirk,
} from 'pushwright'

// A browser chooses itself which broadcasts it follows.
const test = anyTest.with(requireFeature(Feature.ClientRawFrames))

/** Sets a broadcast, and lets the time pass after which the service knows of it: autopush asks every 30 s. */
function publish({ server }: ScopedProvisioner, id: string, version: string): void {
  server.setBroadcast(id, version)
  server.clock.advance(server.limits.megaphonePollInterval)
}

/** Lets the time pass after which autopush sends what is new in place of a Ping. */
function passPingInterval({ server }: ScopedProvisioner): void {
  server.clock.advance(server.limits.autoPingInterval)
}

/** A new session that follows these broadcasts. */
async function greet(client: PushClient, broadcasts: Record<string, string>): Promise<HelloReply> {
  await client.disconnect()
  await client.connect()
  return client.hello({ broadcasts })
}

/** Every broadcast that comes from now on. */
function listen(client: PushClient): BroadcastMap[] {
  const heard: BroadcastMap[] = []
  client.on('broadcast', (broadcasts) => heard.push(broadcasts))
  return heard
}

const controls = requireFeature(Feature.ControlServer, Feature.ControlClock, Feature.ControlBroadcasts)
const broadcasting = test.with(requireFeature(Feature.Broadcast), controls)
const subscribing = broadcasting.with(requireFeature(Feature.BroadcastSubscribe))
const greeting = skipWithQuirk(Quirk.HelloWithoutBroadcasts)

describe('the reply to hello', () => {
  // Scenario 38.
  broadcasting.with(greeting)('tells what is newer than the client knows', async ({ client, provisioner }) => {
    const id = provisioner.uniqueName()
    publish(provisioner, id, 'v2')
    const { broadcasts } = await greet(client, { [id]: 'v1' })
    expect(broadcasts).toEqual({ [id]: 'v2' })
  })

  broadcasting.with(greeting)('tells only of what the client asked for', async ({ client, provisioner }) => {
    const [id, other] = [provisioner.uniqueName(), provisioner.uniqueName()]
    publish(provisioner, id, 'v2')
    publish(provisioner, other, 'v2')
    const { broadcasts } = await greet(client, { [id]: '' })
    expect(broadcasts).toEqual({ [id]: 'v2' })
  })

  // Scenario 42.
  broadcasting.with(greeting)('tells nothing of what the client knows', async ({ client, provisioner }) => {
    const [known, old] = [provisioner.uniqueName(), provisioner.uniqueName()]
    publish(provisioner, known, 'v2')
    publish(provisioner, old, 'v2')
    const { broadcasts } = await greet(client, { [known]: 'v2', [old]: 'v1' })
    expect(broadcasts).toEqual({ [old]: 'v2' })
  })

  // Scenario 39. It needs no control: nobody has an id that was made up just now.
  test.with(requireFeature(Feature.Broadcast, Feature.BroadcastErrors), greeting)(
    'names what the service does not know',
    async ({ client, provisioner }) => {
      const id = provisioner.uniqueName()
      const { broadcasts } = await greet(client, { [id]: 'v1' })
      expect(broadcasts?.errors).toEqual({ [id]: 'Broadcast not found' })
    },
  )

  test('comes although the service does not know a broadcast', async ({ client, provisioner }) => {
    const { status } = await greet(client, { [provisioner.uniqueName()]: 'v1' })
    expect(status).toBe(200)
  })
})

describe('broadcast_subscribe', () => {
  // Scenario 40.
  subscribing('is answered with what is newer', async ({ client, provisioner }) => {
    const id = provisioner.uniqueName()
    publish(provisioner, id, 'v2')
    client.broadcastSubscribe({ [id]: 'v1' })
    expect(await client.expectBroadcast()).toEqual({ [id]: 'v2' })
  })

  // Scenario 41.
  subscribing.with(requireFeature(Feature.BroadcastErrors))(
    'is answered with what is newer and what is unknown',
    async ({ client, provisioner }) => {
      const [known, unknown] = [provisioner.uniqueName(), provisioner.uniqueName()]
      publish(provisioner, known, 'v2')
      client.broadcastSubscribe({ [known]: 'v1', [unknown]: 'v1' })
      expect(await client.expectBroadcast()).toEqual({ [known]: 'v2', errors: { [unknown]: 'Broadcast not found' } })
    },
  )

  test.with(requireFeature(Feature.Broadcast, Feature.BroadcastSubscribe, Feature.BroadcastErrors))(
    'is answered with what is unknown',
    async ({ client, provisioner }) => {
      const id = provisioner.uniqueName()
      client.broadcastSubscribe({ [id]: 'v1' })
      expect(await client.expectBroadcast()).toEqual({ errors: { [id]: 'Broadcast not found' } })
    },
  )

  subscribing.with(skipWithQuirk(Quirk.BroadcastSubscribeSilentWhenCurrent))(
    'is answered even if there is nothing new',
    async ({ client, provisioner }) => {
      const id = provisioner.uniqueName()
      publish(provisioner, id, 'v2')
      client.broadcastSubscribe({ [id]: 'v2' })
      expect(await client.expectBroadcast()).toEqual({})
    },
  )

  subscribing('tells nothing of what the client knows', async ({ client, provisioner }) => {
    const id = provisioner.uniqueName()
    publish(provisioner, id, 'v2')
    const heard = listen(client)
    client.broadcastSubscribe({ [id]: 'v2' })
    await client.flush()
    expect(heard.flatMap((broadcasts) => Object.keys(broadcasts))).toEqual([])
  })

  test
    .with(
      requireFeature(Feature.Broadcast, Feature.BroadcastSubscribe),
      skipWithQuirk(Quirk.ErrorsAsReplies),
      skipWithQuirk(Quirk.MistakesIgnored),
    )
    .for([
      ['lacks broadcasts', '{"messageType":"broadcast_subscribe"}'],
      ['has a version that is no text', '{"messageType":"broadcast_subscribe","broadcasts":{"a":1}}'],
    ] as const)('ends the session when it %s', async ([, text], { client }) => {
    client.sendFrame(text)
    await expect(client).toBeClosed({ code: CloseCode.ServerError })
  })
})

describe('a change', () => {
  broadcasting.with(skipWithQuirk(Quirk.BroadcastOnlyAtPingTick))(
    'reaches a connected client at once',
    async ({ client, provisioner }) => {
      const id = provisioner.uniqueName()
      publish(provisioner, id, 'v1')
      await greet(client, { [id]: 'v1' })
      publish(provisioner, id, 'v2')
      expect(await client.expectBroadcast()).toEqual({ [id]: 'v2' })
    },
  )

  // Scenarios 38 and 54.
  broadcasting('reaches a client that named the broadcast in hello', async ({ client, provisioner }) => {
    const id = provisioner.uniqueName()
    publish(provisioner, id, 'v1')
    await greet(client, { [id]: 'v1' })
    publish(provisioner, id, 'v2')
    passPingInterval(provisioner)
    expect(await client.expectBroadcast()).toEqual({ [id]: 'v2' })
  })

  // Scenario 40.
  subscribing('reaches a client that subscribed later', async ({ client, provisioner }) => {
    const id = provisioner.uniqueName()
    publish(provisioner, id, 'v2')
    client.broadcastSubscribe({ [id]: 'v1' })
    expect(await client.expectBroadcast()).toEqual({ [id]: 'v2' })
    publish(provisioner, id, 'v3')
    passPingInterval(provisioner)
    expect(await client.expectBroadcast()).toEqual({ [id]: 'v3' })
  })

  subscribing.with(skipWithQuirk(Quirk.SingleUser))(
    'reaches every client that follows the broadcast',
    async ({ provisioner }) => {
      const id = provisioner.uniqueName()
      publish(provisioner, id, 'v2')
      const clients = await Promise.all([1, 2, 3].map(() => provisioner.getConnectedClient()))
      for (const client of clients) {
        client.broadcastSubscribe({ [id]: 'v1' })
        await client.expectBroadcast()
      }
      publish(provisioner, id, 'v3')
      passPingInterval(provisioner)
      for (const client of clients) expect(await client.expectBroadcast()).toEqual({ [id]: 'v3' })
    },
  )

  broadcasting('is told once', async ({ client, provisioner }) => {
    const id = provisioner.uniqueName()
    publish(provisioner, id, 'v1')
    await greet(client, { [id]: 'v1' })
    const heard = listen(client)
    publish(provisioner, id, 'v2')
    for (const _ of [1, 2]) {
      passPingInterval(provisioner)
      await client.flush()
    }
    expect(heard).toEqual([{ [id]: 'v2' }])
  })

  broadcasting('is told to nobody who does not follow the broadcast', async ({ client, provisioner }) => {
    const heard = listen(client)
    publish(provisioner, provisioner.uniqueName(), 'v1')
    passPingInterval(provisioner)
    await client.flush()
    expect(heard).toEqual([])
  })

  broadcasting.with(greeting)('while a client is away is told when it is back', async ({ client, provisioner }) => {
    const id = provisioner.uniqueName()
    publish(provisioner, id, 'v1')
    await greet(client, { [id]: 'v1' })
    await client.disconnect()
    publish(provisioner, id, 'v2')
    const { broadcasts } = await greet(client, { [id]: 'v1' })
    expect(broadcasts).toEqual({ [id]: 'v2' })
  })
})
