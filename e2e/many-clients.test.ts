import { describe, expect, test } from 'pushwright'

describe('many clients', () => {
  test('two clients are distinct', async ({ provisioner }) => {
    const [first, second] = await Promise.all([provisioner.getConnectedClient(), provisioner.getConnectedClient()])
    expect(first.uaid).not.toBe(second.uaid)
  })

  test('each client receives only its own messages', async ({ provisioner, applicationServer }) => {
    const [first, second] = await Promise.all([provisioner.getConnectedClient(), provisioner.getConnectedClient()])
    const firstSubscription = await first.subscribe()
    const secondSubscription = await second.subscribe()
    await applicationServer.send(firstSubscription, 'for the first')
    await applicationServer.send(secondSubscription, 'for the second')
    await expect(first).toReceivePush('for the first', { on: firstSubscription })
    await expect(second).toReceivePush('for the second', { on: secondSubscription })
    await expect(first).toReceiveNoPush()
    await expect(second).toReceiveNoPush()
  })
})
