import { describe, expect, Feature, requireFeature, test } from 'pushwright'

describe('acknowledgement', () => {
  const redelivery = test.with(requireFeature(Feature.Redelivery, Feature.StoreAndForward))

  redelivery('a message that was not acknowledged comes again', async ({ provisioner, applicationServer }) => {
    const client = await provisioner.getConnectedClient({ autoAck: false })
    const subscription = await client.subscribe()
    await applicationServer.send(subscription, 'again', { ttl: 60 })
    const first = await client.expectNotification(subscription)
    await client.reconnect()
    const second = await client.expectNotification(subscription)
    expect(second.text()).toBe('again')
    expect(second.version).toBe(first.version)
  })

  redelivery('a message that was acknowledged does not come again', async ({ client, applicationServer }) => {
    const subscription = await client.subscribe()
    await applicationServer.send(subscription, 'once', { ttl: 60 })
    await expect(client).toReceivePush('once')
    // What the service has read is known once its pong is here; then the connection can go.
    await client.flush()
    await client.reconnect()
    await expect(client).toReceiveNoPush()
  })
})
