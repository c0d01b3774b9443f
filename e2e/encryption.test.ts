import {
  describe,
  expect,
  Feature,
  type Notification,
  type PreparedMessage,
  Quirk,
  requireFeature,
  skipWithQuirk,
  test,
} from 'pushwright'

// RFC 8291, and draft-ietf-webpush-encryption-04 for aesgcm; scenarios 3 and 27 to 30.
describe('encryption', () => {
  describe('what was sent arrives', () => {
    test('as text', async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      expect(await applicationServer.send(subscription, 'grüße, 世界')).toBeAccepted()
      await expect(client).toReceivePush('grüße, 世界', { on: subscription })
    })

    test('as JSON', async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      expect(await applicationServer.send(subscription, { title: 'hi', actions: [1, null] })).toBeAccepted()
      await expect(client).toReceivePush({ title: 'hi', actions: [1, null] }, { on: subscription })
    })

    test.with(requireFeature(Feature.ClientAnyPayload))('as bytes', async ({ client, applicationServer }) => {
      const bytes = Uint8Array.from({ length: 256 }, (_, index) => index)
      const subscription = await client.subscribe()
      expect(await applicationServer.send(subscription, bytes)).toBeAccepted()
      await expect(client).toReceivePush(bytes, { on: subscription })
    })

    test('without its padding', async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      expect(await applicationServer.send(subscription, 'padded', { padding: 1000 })).toBeAccepted()
      await expect(client).toReceivePush('padded', { on: subscription })
    })

    test.with(requireFeature(Feature.ClientAnyPayload))(
      'when it is an encrypted nothing',
      async ({ client, applicationServer }) => {
        const subscription = await client.subscribe()
        expect(await applicationServer.send(subscription, '')).toBeAccepted()
        const notification = await client.expectNotification(subscription)
        expect(bodyOf(notification).length).toBeGreaterThan(0)
        expect(notification.text()).toBe('')
      },
    )

    test.with(requireFeature(Feature.StoreAndForward, Feature.Resume), skipWithQuirk(Quirk.UaidConstant))(
      'when it had to wait',
      async ({ client, applicationServer }) => {
        const subscription = await client.subscribe()
        await client.disconnect()
        expect(await applicationServer.send(subscription, 'while away')).toBeAccepted()
        await client.reconnect()
        await expect(client).toReceivePush('while away', { on: subscription })
      },
    )

    test('byte for byte', async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      const message = await applicationServer.prepare(subscription, 'encrypted once')
      expect(await applicationServer.post(message)).toBeAccepted()
      expect(bodyOf(await client.expectNotification(subscription))).toEqual(message.body)
    })

    test.with(requireFeature(Feature.Payload4096))(
      'with the 4096 bytes that every sender may rely on',
      async ({ client, applicationServer }) => {
        const subscription = await client.subscribe()
        // 4096 bytes less the header block (86), the tag (16) and the delimiter (1): RFC 8291 section 4.
        const message = await applicationServer.prepare(subscription, 'x'.repeat(3993))
        expect(message.body).toHaveLength(4096)
        expect(await applicationServer.post(message)).toBeAccepted()
        expect(bodyOf(await client.expectNotification(subscription))).toEqual(message.body)
      },
    )

    test.with(
      requireFeature(Feature.Payload4096, Feature.StoreAndForward, Feature.Resume),
      skipWithQuirk(Quirk.UaidConstant),
    )('with 4096 bytes that had to wait', async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      const message = await applicationServer.prepare(subscription, 'x'.repeat(3993))
      await client.disconnect()
      expect(await applicationServer.post(message)).toBeAccepted()
      await client.reconnect()
      expect(bodyOf(await client.expectNotification(subscription))).toEqual(message.body)
    })
  })

  describe('aes128gcm', () => {
    test('arrives with its name, and without headers of the drafts', async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      expect(await applicationServer.send(subscription, 'standard')).toBeAccepted()
      const { headers } = await client.expectNotification(subscription)
      expect(headers).toEqual({ encoding: 'aes128gcm' })
    })

    test('needs no more than its name', async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      const message = await applicationServer.prepare(subscription, 'standard')
      expect(message.headers).not.toHaveProperty('Encryption')
      expect(message.headers).not.toHaveProperty('Crypto-Key')
      expect(await applicationServer.post(message)).toBeAccepted()
      await expect(client).toReceivePush(undefined, { on: subscription })
    })

    // RFC 9110 section 8.4.1: content codings are case-insensitive.
    test.with(skipWithQuirk(Quirk.ContentEncodingCaseSensitive))(
      'is known in capitals',
      async ({ client, applicationServer }) => {
        const subscription = await client.subscribe()
        const headers = { 'Content-Encoding': 'AES128GCM' }
        expect(await applicationServer.send(subscription, 'standard', { headers })).toBeAccepted()
        await expect(client).toReceivePush(undefined, { on: subscription })
      },
    )
  })

  describe('aesgcm', () => {
    const aesgcm = test.with(requireFeature(Feature.Aesgcm))
    const decrypted = aesgcm.with(skipWithQuirk(Quirk.HeadersEncodingOnly))

    aesgcm('arrives byte for byte', async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      const message = await applicationServer.prepare(subscription, 'draft', { contentEncoding: 'aesgcm' })
      expect(await applicationServer.post(message)).toBeAccepted()
      expect(bodyOf(await client.expectNotification(subscription))).toEqual(message.body)
    })

    decrypted('arrives with what it takes to decrypt it', async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      expect(await applicationServer.send(subscription, 'draft', { contentEncoding: 'aesgcm' })).toBeAccepted()
      const notification = await client.expectNotification(subscription)
      expect(notification.headers).toMatchObject({
        encoding: 'aesgcm',
        encryption: expect.stringContaining('salt='),
        crypto_key: expect.stringContaining('dh='),
      })
      expect(notification.text()).toBe('draft')
    })

    // Scenario 3: older clients read neither.
    // A browser cannot decrypt it: the name of the key is only in one of the headers.
    decrypted.with(requireFeature(Feature.ClientRawFrames))(
      'arrives with headers that have neither quotes nor padding',
      async ({ client, applicationServer }) => {
        const subscription = await client.subscribe()
        const message = await applicationServer.prepare(subscription, 'draft', { contentEncoding: 'aesgcm' })
        const salt = message.headers.Encryption?.replace(/^salt=/, '')
        const padded = withHeaders(message, { Encryption: `keyid="p256dh";salt="${salt}=="` })
        expect(await applicationServer.post(padded)).toBeAccepted()
        const { headers } = await client.expectNotification(subscription)
        expect(headers.encryption?.replaceAll(' ', '')).toBe(`keyid=p256dh;salt=${salt}`)
      },
    )
  })

  describe('an empty message', () => {
    const empty = test.with(requireFeature(Feature.EmptyPayload))

    empty('arrives without a payload', async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      expect(await applicationServer.send(subscription)).toBeAccepted()
      const notification = await client.expectNotification(subscription)
      expect(notification.bytes()).toHaveLength(0)
      expect(notification.headers).toEqual({})
    })

    // Scenario 29: nothing is encrypted, so the headers mean nothing.
    empty('arrives without the headers of encryption that came with it', async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      const headers = { 'Content-Encoding': 'aesgcm', Encryption: 'salt=c2FsdA', 'Crypto-Key': 'dh=a2V5' }
      expect(await applicationServer.send(subscription, null, { vapid: false, headers })).toBeAccepted()
      const notification = await client.expectNotification(subscription)
      expect(notification.bytes()).toHaveLength(0)
      expect(notification.headers).toEqual({})
    })

    empty('arrives whatever its headers of encryption say', async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      const headers = { 'Content-Encoding': 'identity', Encryption: 'nonsense' }
      expect(await applicationServer.send(subscription, null, { headers })).toBeAccepted()
      await expect(client).toReceivePush(undefined, { on: subscription })
    })

    empty.with(requireFeature(Feature.StoreAndForward, Feature.Resume), skipWithQuirk(Quirk.UaidConstant))(
      'arrives when it had to wait',
      async ({ client, applicationServer }) => {
        const subscription = await client.subscribe()
        await client.disconnect()
        expect(await applicationServer.send(subscription)).toBeAccepted()
        await client.reconnect()
        const notification = await client.expectNotification(subscription)
        expect(notification.bytes()).toHaveLength(0)
        expect(notification.headers).toEqual({})
      },
    )
  })

  describe('a payload is refused', () => {
    const checked = test.with(skipWithQuirk(Quirk.EncryptionUnchecked))

    checked('without a content encoding', async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      const headers = { 'Content-Encoding': undefined }
      const receipt = await applicationServer.send(subscription, 'unlabelled', { headers })
      expect(receipt).toBeRefused({ status: 400 })
      await expect(client).toReceiveNoPush({ on: subscription })
    })

    checked.with(requireFeature(Feature.ErrorJson))('with errno 110', async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      const headers = { 'Content-Encoding': undefined }
      const receipt = await applicationServer.send(subscription, 'unlabelled', { headers })
      expect(receipt).toBeRefused({ status: 400, errno: 110 })
    })

    checked.for(['identity', 'gzip', 'aes256gcm'])(
      'with the content encoding %s',
      async (contentEncoding, { client, applicationServer }) => {
        const subscription = await client.subscribe()
        const headers = { 'Content-Encoding': contentEncoding }
        const receipt = await applicationServer.send(subscription, 'mislabelled', { headers })
        expect(receipt).toBeRefused({ status: 400 })
        await expect(client).toReceiveNoPush({ on: subscription })
      },
    )

    checked.with(skipWithQuirk(Quirk.Aesgcm128Accepted))(
      'with the content encoding aesgcm128, which no client knows any more',
      async ({ client, applicationServer }) => {
        const subscription = await client.subscribe()
        const options = { contentEncoding: 'aesgcm', headers: { 'Content-Encoding': 'aesgcm128' } } as const
        expect(await applicationServer.send(subscription, 'ancient', options)).toBeRefused({ status: 400 })
        await expect(client).toReceiveNoPush({ on: subscription })
      },
    )

    checked.for([
      ['no Encryption header', { Encryption: undefined }],
      ['an Encryption header without a salt', { Encryption: 'keyid=p256dh' }],
      ['a salt that is not base64url', { Encryption: 'salt=!' }],
      ['a Crypto-Key header without a key', { 'Crypto-Key': 'keyid=p256dh' }],
      ['a key that is not base64url', { 'Crypto-Key': 'dh=!' }],
    ] as const)('as aesgcm with %s', async ([, headers], { client, applicationServer }) => {
      const subscription = await client.subscribe()
      const options = { contentEncoding: 'aesgcm', headers } as const
      expect(await applicationServer.send(subscription, 'draft', options)).toBeRefused({ status: 400 })
      await expect(client).toReceiveNoPush({ on: subscription })
    })

    // Its header block has both (RFC 8188 section 2.1).
    checked.for([
      ['a salt', { Encryption: 'salt=AAAAAAAAAAAAAAAAAAAAAA' }],
      ['a key', { 'Crypto-Key': 'dh=AAAA' }],
    ] as const)('as aes128gcm with %s in the headers', async ([, headers], { client, applicationServer }) => {
      const subscription = await client.subscribe()
      expect(await applicationServer.send(subscription, 'both', { headers })).toBeRefused({ status: 400 })
      await expect(client).toReceiveNoPush({ on: subscription })
    })
  })
})

/** The encrypted body as the client received it: padded, or in either alphabet of base64. */
function bodyOf({ data = '' }: Notification): Buffer {
  return Buffer.from(data, 'base64')
}

function withHeaders(message: PreparedMessage, headers: Record<string, string>): PreparedMessage {
  return { ...message, headers: { ...message.headers, ...headers } }
}
