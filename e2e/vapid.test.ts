import { describe, expect, Feature, generateVapidKeys, requireFeature, test } from 'pushwright'

describe('VAPID', () => {
  const restricted = test.with(requireFeature(Feature.Vapid, Feature.RestrictedSubscription))

  restricted('a restricted subscription takes messages of its key', async ({ client, applicationServer }) => {
    const subscription = await client.subscribe({ applicationServerKey: applicationServer.publicKey })
    expect(await applicationServer.send(subscription, 'mine')).toBeAccepted()
    await expect(client).toReceivePush('mine')
  })

  restricted('a restricted subscription refuses a foreign key', async ({ client, provisioner, applicationServer }) => {
    const subscription = await client.subscribe({ applicationServerKey: applicationServer.publicKey })
    const stranger = provisioner.getApplicationServer({ vapidKeys: generateVapidKeys() })
    const receipt = await stranger.send(subscription, 'not mine')
    // RFC 8292 section 4.2 asks for 403, autopush answers 401.
    expect(receipt).toBeRefused()
    expect([401, 403]).toContain(receipt.status)
    await expect(client).toReceiveNoPush()
  })

  restricted('a restricted subscription refuses a message without VAPID', async ({ client, applicationServer }) => {
    const subscription = await client.subscribe({ applicationServerKey: applicationServer.publicKey })
    const receipt = await applicationServer.send(subscription, 'nobody', { vapid: false })
    expect(receipt).toBeRefused()
    expect([401, 403]).toContain(receipt.status)
    await expect(client).toReceiveNoPush()
  })
})
