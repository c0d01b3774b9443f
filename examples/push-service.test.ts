import { blockingTimed, expect, Feature, Quirk, requireFeature, skipWithQuirk, test } from 'pushwright'

const topicTest = test.with(requireFeature(Feature.Topic), skipWithQuirk(Quirk.TopicNotReplaced), blockingTimed)

topicTest(
  'the newest message of a topic replaces the stored one',
  async ({ client, applicationServer, provisioner }) => {
    const topic = provisioner.uniqueName()
    const subscription = await client.subscribe()
    await client.disconnect()
    await applicationServer.send(subscription, 'old', { topic })
    await applicationServer.send(subscription, 'new', { topic })
    await client.reconnect()
    await expect(client).toReceivePush('new')
    await expect(client).toReceiveNoPush()
  },
)
