import { describe, expect, Feature, requireFeature, test } from 'pushwright'

describe('encryption', () => {
  test('text arrives as it was sent', async ({ client, applicationServer }) => {
    const subscription = await client.subscribe()
    expect(await applicationServer.send(subscription, 'grüße, 世界')).toBeAccepted()
    await expect(client).toReceivePush('grüße, 世界')
  })

  test('JSON arrives as it was sent', async ({ client, applicationServer }) => {
    const subscription = await client.subscribe()
    expect(await applicationServer.send(subscription, { title: 'hi', actions: [1, null] })).toBeAccepted()
    await expect(client).toReceivePush({ title: 'hi', actions: [1, null] })
  })

  test('bytes arrive as they were sent', async ({ client, applicationServer }) => {
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index)
    const subscription = await client.subscribe()
    expect(await applicationServer.send(subscription, bytes)).toBeAccepted()
    await expect(client).toReceivePush(bytes)
  })

  test.with(requireFeature(Feature.EmptyPayload))(
    'a message without payload arrives without data and headers',
    async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      expect(await applicationServer.send(subscription)).toBeAccepted()
      const notification = await client.expectNotification(subscription)
      expect(notification.message).not.toHaveProperty('data')
      expect(notification.message).not.toHaveProperty('headers')
      expect(notification.text()).toBe('')
    },
  )

  test.with(requireFeature(Feature.Payload4096))(
    'an encrypted body of 4096 bytes arrives whole',
    async ({ client, applicationServer }) => {
      // 4096 bytes less the header block (86), the tag (16) and the delimiter (1): RFC 8291 section 4.
      const plaintext = 'x'.repeat(3993)
      const subscription = await client.subscribe()
      const message = await applicationServer.prepare(subscription, plaintext)
      expect(message.body).toHaveLength(4096)
      expect(await applicationServer.post(message)).toBeAccepted()
      await expect(client).toReceivePush(plaintext)
    },
  )

  test.with(requireFeature(Feature.Aesgcm))(
    'the draft encoding aesgcm arrives with its key headers',
    async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      expect(await applicationServer.send(subscription, 'draft', { contentEncoding: 'aesgcm' })).toBeAccepted()
      const notification = await client.expectNotification(subscription)
      expect(notification.headers).toMatchObject({ encoding: 'aesgcm', encryption: expect.stringContaining('salt=') })
      expect(notification.text()).toBe('draft')
    },
  )
})
