import { describe, expect, Feature, requireFeature, test } from 'pushwright'

describe('delivery', () => {
  test('an accepted message has a location and a TTL', async ({ client, applicationServer }) => {
    const subscription = await client.subscribe()
    const receipt = await applicationServer.send(subscription, 'hello', { ttl: 60 })
    expect(receipt).toMatchObject({ status: 201, ttl: 60, location: expect.stringMatching(/^https?:/) })
  })

  test.with(requireFeature(Feature.StoreAndForward))(
    'a message for an offline client arrives when it reconnects',
    async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      await client.disconnect()
      expect(await applicationServer.send(subscription, 'while away', { ttl: 60 })).toBeAccepted()
      await client.reconnect()
      await expect(client).toReceivePush('while away', { on: subscription })
    },
  )

  test.with(requireFeature(Feature.TtlZeroDrop))(
    'a message with TTL 0 for an offline client is dropped',
    async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      await client.disconnect()
      expect(await applicationServer.send(subscription, 'now or never', { ttl: 0 })).toBeAccepted()
      await client.reconnect()
      await expect(client).toReceiveNoPush({ on: subscription })
    },
  )

  test('a message with TTL 0 reaches a connected client', async ({ client, applicationServer }) => {
    const subscription = await client.subscribe()
    expect(await applicationServer.send(subscription, 'now', { ttl: 0 })).toBeAccepted()
    await expect(client).toReceivePush('now')
  })

  test.with(requireFeature(Feature.Unregister))(
    'an endpoint that was unsubscribed answers 410',
    async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      expect(await subscription.unsubscribe()).toBe(true)
      expect(await applicationServer.send(subscription, 'anybody?')).toBeRefused({ status: 410 })
      await expect(client).toReceiveNoPush()
    },
  )
})
