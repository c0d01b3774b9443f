import { describe, expect, Feature, Quirk, requireFeature, skipWithQuirk, test } from 'pushwright'

// RFC 8030 sections 5 and 6; autopush's `DELETE /m/{id}`, section B6 and scenario 31.
describe('delete', () => {
  const located = test.with(requireFeature(Feature.Location))
  const deletion = located.with(requireFeature(Feature.Delete))

  describe('a message that waits', () => {
    const stored = deletion.with(requireFeature(Feature.StoreAndForward))
    // What else waited and arrives tells that the service has sent all it had.
    const resumed = stored.with(requireFeature(Feature.Resume), skipWithQuirk(Quirk.UaidConstant))

    stored('is deleted with 204', async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      await client.disconnect()
      const receipt = await applicationServer.send(subscription, 'taken back')
      expect(await applicationServer.delete(receipt)).toMatchObject({ status: 204, body: '' })
    })

    resumed('does not arrive once it is deleted', async ({ client, applicationServer }) => {
      const [subscription, other] = await Promise.all([client.subscribe(), client.subscribe()])
      await client.disconnect()
      const receipt = await applicationServer.send(subscription, 'taken back')
      expect(await applicationServer.send(other, 'kept')).toBeAccepted()
      expect(await applicationServer.delete(receipt)).toBeAccepted()
      await client.reconnect()
      await expect(client).toReceivePush(undefined, { on: other })
      await expect(client).toReceiveNoPush({ on: subscription })
    })

    resumed('is deleted with its topic', async ({ client, provisioner, applicationServer }) => {
      const [subscription, other] = await Promise.all([client.subscribe(), client.subscribe()])
      const topic = provisioner.uniqueName()
      await client.disconnect()
      const receipt = await applicationServer.send(subscription, 'taken back', { topic })
      expect(await applicationServer.send(other, 'kept', { topic })).toBeAccepted()
      expect(await applicationServer.delete(receipt)).toBeAccepted()
      await client.reconnect()
      await expect(client).toReceivePush(undefined, { on: other })
      await expect(client).toReceiveNoPush({ on: subscription })
    })

    resumed('is the only one of its subscription that is deleted', async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      const first = await applicationServer.prepare(subscription, 'first')
      const second = await applicationServer.prepare(subscription, 'second')
      const third = await applicationServer.prepare(subscription, 'third')
      await client.disconnect()
      expect(await applicationServer.post(first)).toBeAccepted()
      const receipt = await applicationServer.post(second)
      expect(await applicationServer.post(third)).toBeAccepted()
      expect(await applicationServer.delete(receipt)).toBeAccepted()
      await client.reconnect()
      const received = await client.expectNotifications([subscription, subscription])
      expect(new Set(received.map(hexOf))).toEqual(new Set([first, third].map(({ body }) => body.toString('hex'))))
      await expect(client).toReceiveNoPush({ on: subscription })
    })

    resumed('makes room for the next one', async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      await client.disconnect()
      const receipt = await applicationServer.send(subscription, 'taken back')
      expect(await applicationServer.delete(receipt)).toBeAccepted()
      const message = await applicationServer.prepare(subscription, 'corrected')
      expect(await applicationServer.post(message)).toBeAccepted()
      await client.reconnect()
      expect(hexOf(await client.expectNotification(subscription))).toBe(message.body.toString('hex'))
    })

    // The location is a capability, as the endpoint is; autopush asks for no signature.
    stored('is deleted by whoever knows its location', async ({ client, provisioner, applicationServer }) => {
      const subscription = await client.subscribe()
      await client.disconnect()
      const { location = '' } = await applicationServer.send(subscription, 'taken back')
      expect(await provisioner.getApplicationServer().delete(location)).toBeAccepted()
    })

    stored.with(skipWithQuirk(Quirk.DeleteAlways204))(
      'cannot be deleted twice',
      async ({ client, applicationServer }) => {
        const subscription = await client.subscribe()
        await client.disconnect()
        const receipt = await applicationServer.send(subscription, 'taken back')
        expect(await applicationServer.delete(receipt)).toBeAccepted()
        const again = await applicationServer.delete(receipt)
        expect([404, 410]).toContain(again.status)
      },
    )
  })

  describe('a message that was sent', () => {
    const resumed = deletion.with(requireFeature(Feature.Resume), skipWithQuirk(Quirk.UaidConstant))

    resumed.with(requireFeature(Feature.ClientManualAck), skipWithQuirk(Quirk.DeleteMissesDirect))(
      'does not come again once it is deleted',
      async ({ provisioner, applicationServer }) => {
        const client = await provisioner.getConnectedClient({ autoAck: false })
        const [subscription, other] = await Promise.all([client.subscribe(), client.subscribe()])
        const receipt = await applicationServer.send(subscription, 'taken back')
        await client.expectNotification(subscription)
        expect(await applicationServer.delete(receipt)).toBeAccepted()
        await client.reconnect()
        expect(await applicationServer.send(other, 'the next one')).toBeAccepted()
        await expect(client).toReceivePush(undefined, { on: other })
        await expect(client).toReceiveNoPush({ on: subscription })
      },
    )

    // That it came again tells that it was stored by then.
    resumed.with(
      requireFeature(Feature.Redelivery, Feature.ClientManualAck),
      skipWithQuirk(Quirk.DeleteMissesResavedDirect),
    )('and came again does not come a third time once it is deleted', async ({ provisioner, applicationServer }) => {
      const client = await provisioner.getConnectedClient({ autoAck: false })
      const subscription = await client.subscribe()
      const receipt = await applicationServer.send(subscription, 'taken back')
      await client.expectNotification(subscription)
      await client.reconnect()
      await client.expectNotification(subscription)
      expect(await applicationServer.delete(receipt)).toBeAccepted()
      await client.reconnect()
      await expect(client).toReceiveNoPush({ on: subscription })
    })

    located.with(
      skipWithQuirk(Quirk.DeleteAlways204),
      // What has no version of its own cannot be acknowledged.
      skipWithQuirk(Quirk.NoVersion),
      skipWithQuirk(Quirk.NumericVersion),
    )('and acknowledged cannot be deleted any more', async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      const receipt = await applicationServer.send(subscription, 'delivered')
      await expect(client).toReceivePush(undefined, { on: subscription })
      await client.flush()
      const deleted = await applicationServer.delete(receipt)
      expect([404, 410]).toContain(deleted.status)
    })
  })

  describe('the location of a message', () => {
    located('is an absolute URL of its own', async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      const first = await applicationServer.send(subscription, 'first')
      const second = await applicationServer.send(subscription, 'second')
      expect(first.headers.location).toMatch(/^https?:\/\//)
      expect(first.location).not.toBe(second.location)
      expect(first.location).not.toBe(subscription.endpoint)
    })

    located('with an id that is none leads to nothing', async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      const { location = '' } = await applicationServer.send(subscription, 'a message')
      const receipt = await applicationServer.delete(new URL('invalid-message-id', location).href)
      expect([400, 404]).toContain(receipt.status)
    })

    located('takes no other method', async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      const { location = '' } = await applicationServer.send(subscription, 'a message')
      const response = await applicationServer.fetch(location, { method: 'PUT', body: 'other' })
      expect([404, 405]).toContain(response.status)
    })
  })
})

/** The encrypted body as the client received it, in whichever alphabet of base64. */
function hexOf({ data = '' }: { readonly data: string | undefined }): string {
  return Buffer.from(data, 'base64').toString('hex')
}
