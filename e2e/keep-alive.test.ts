// Pings in both directions: how client and service notice that the other is gone.
import {
  test as anyTest,
  CloseCode,
  describe,
  expect,
  Feature,
  isPushwrightError,
  type PushClient,
  parseUuid,
  Quirk,
  requireFeature,
  skipWithQuirk,
} from 'pushwright'

// A browser pings and answers as it likes.
const test = anyTest.with(requireFeature(Feature.ClientRawFrames))

/** How many WebSocket Pings the service has sent, as far as they are read. */
async function countPings(client: PushClient): Promise<number> {
  await client.flush()
  return client.transcript.events.filter(({ kind, direction }) => kind === 'ping' && direction === 'received').length
}

describe('a ping of the client', () => {
  const pinging = test.with(requireFeature(Feature.AppPing))

  test('as a WebSocket Ping is answered with a Pong', async ({ client }) => {
    await client.flush()
    await client.flush()
  })

  // Scenario 36.
  pinging('as {} is answered with {}', async ({ client }) => {
    await client.ping()
    const frames = client.transcript.events.filter(
      ({ kind, direction }) => kind === 'frame' && direction === 'received',
    )
    expect(frames.at(-1)?.text).toBe('{}')
  })

  pinging('is answered if it has a messageType', async ({ client }) => {
    const answered = new Promise((resolve) => client.once('message', resolve))
    client.sendFrame('{"messageType":"ping"}')
    expect(await answered).toEqual({ messageType: 'ping' })
  })

  pinging.with(requireFeature(Feature.ControlClock))(
    'is answered again a minute later',
    async ({ client, provisioner }) => {
      await client.ping()
      provisioner.server.clock.advance('1m')
      await client.ping()
    },
  )

  // Scenario 36. A service may end the session, but not forever: Firefox does not come back by itself after 4774.
  pinging.with(skipWithQuirk(Quirk.PingAbuseClose4774))(
    'that comes too soon does not forbid to come back',
    async ({ client }) => {
      await client.ping()
      const error = await client.ping().catch((cause: unknown) => cause)
      if (error !== undefined && !isPushwrightError(error, 'ERR_CLOSED')) throw error
      expect(client.closed?.code).not.toBe(CloseCode.DoNotReconnect)
    },
  )
})

describe('a ping of the service', () => {
  const idle = test.with(requireFeature(Feature.ServerPing, Feature.ControlServer, Feature.ControlClock))

  // Scenario 56.
  idle('comes when nothing has happened for a while', async ({ client, provisioner }) => {
    const { clock, limits } = provisioner.server
    expect(await countPings(client)).toBe(0)
    clock.advance(limits.autoPingInterval)
    expect(await countPings(client)).toBe(1)
  })

  // Scenario 58.
  idle(
    'comes again and again, and the session lasts, as long as the client answers',
    async ({ client, provisioner }) => {
      const { clock, limits } = provisioner.server
      for (const count of [1, 2, 3]) {
        clock.advance(limits.autoPingInterval)
        expect(await countPings(client)).toBe(count)
      }
      clock.advance(limits.autoPingTimeout)
      await client.flush()
    },
  )

  idle.with(requireFeature(Feature.AppPing))(
    'comes although the client sends pings of its own',
    async ({ client, provisioner }) => {
      const { clock, limits } = provisioner.server
      clock.advance(limits.autoPingInterval / 2)
      await client.ping()
      clock.advance(limits.autoPingInterval / 2)
      expect(await countPings(client)).toBe(1)
    },
  )

  // Scenario 57.
  idle('that is not answered ends the session', async ({ client, provisioner }) => {
    const { clock, limits } = provisioner.server
    client.pause()
    clock.advance(limits.autoPingInterval)
    clock.advance(limits.autoPingTimeout)
    client.resume()
    await expect(client).toBeClosed({ code: CloseCode.ServerError })
  })

  // Scenario 58.
  idle('that is not answered ends the session, although others were', async ({ client, provisioner }) => {
    const { clock, limits } = provisioner.server
    clock.advance(limits.autoPingInterval)
    expect(await countPings(client)).toBe(1)
    client.pause()
    clock.advance(limits.autoPingInterval)
    clock.advance(limits.autoPingTimeout)
    client.resume()
    await expect(client).toBeClosed({ code: CloseCode.ServerError })
  })

  idle.with(requireFeature(Feature.Redelivery, Feature.Resume), skipWithQuirk(Quirk.UaidConstant))(
    'saves the messages of a client that is gone unnoticed',
    async ({ provisioner, applicationServer }) => {
      const client = await provisioner.getConnectedClient({ autoAck: false })
      const subscription = await client.subscribe()
      const { clock, limits } = provisioner.server
      client.pause()
      await applicationServer.send(subscription, 'into the void', { ttl: 3600, vapid: false })
      clock.advance(limits.autoPingInterval)
      clock.advance(limits.autoPingTimeout)
      expect(provisioner.server.clients.map(({ uaid }) => uaid)).not.toContain(parseUuid(client.uaid ?? ''))
      client.terminate()
      await client.connect()
      await client.hello()
      await client.expectNotification(subscription)
    },
  )
})

test.with(requireFeature(Feature.ControlServer, Feature.ControlClock))(
  'an idle client stays connected for hours',
  async ({ client, provisioner, applicationServer }) => {
    const subscription = await client.subscribe()
    for (const _ of [1, 2, 3, 4]) {
      provisioner.server.clock.advance('30m')
      await client.flush()
    }
    expect(await applicationServer.send(subscription, 'still there?', { vapid: false })).toBeAccepted()
    await client.expectNotification(subscription)
  },
)
