import { createHmac } from 'node:crypto'
import {
  type ApplicationServer,
  createSubscriptionKeys,
  describe,
  expect,
  Feature,
  generateVapidKeys,
  type PushTarget,
  Quirk,
  type Receipt,
  requireFeature,
  signVapidPayload,
  skipWithQuirk,
  test,
} from 'pushwright'

const minute = 60
const day = 24 * 60 * minute

// RFC 8292, section B3 of the reference, scenarios 7, 10 to 14, 32, 33 and 62.
describe('VAPID', () => {
  describe('a message with a valid signature', () => {
    test('is taken by an unrestricted subscription', async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      expect(await applicationServer.send(subscription, 'signed')).toBeAccepted()
      await expect(client).toReceivePush(undefined, { on: subscription })
    })

    test('is taken by the subscription that is restricted to its key', async ({ client, applicationServer }) => {
      const subscription = await client.subscribe({ applicationServerKey: applicationServer.publicKey })
      expect(await applicationServer.send(subscription, 'mine')).toBeAccepted()
      await expect(client).toReceivePush(undefined, { on: subscription })
    })

    test.with(requireFeature(Feature.ClientRawFrames))(
      'is taken when the key was registered with padding',
      async ({ client, applicationServer }) => {
        const { pushEndpoint = '' } = await client.register(undefined, { key: `${applicationServer.publicKey}=` })
        const { p256dh, authSecret } = createSubscriptionKeys()
        const target = { endpoint: pushEndpoint, keys: { p256dh, auth: authSecret } }
        expect(await applicationServer.send(target, 'mine')).toBeAccepted()
      },
    )

    test('is taken whatever the case of the scheme', async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      const token = await sign(applicationServer, claimsFor(subscription))
      const Authorization = `VAPID t=${token}, k=${applicationServer.publicKey}`
      expect(await sendAs(applicationServer, subscription, { Authorization })).toBeAccepted()
    })

    test('is taken whatever the order of the parameters', async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      const token = await sign(applicationServer, claimsFor(subscription))
      const Authorization = `vapid k=${applicationServer.publicKey},t=${token}`
      expect(await sendAs(applicationServer, subscription, { Authorization })).toBeAccepted()
    })

    test('is taken with a key in the standard alphabet of base64', async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      const token = await sign(applicationServer, claimsFor(subscription))
      const key = Buffer.from(applicationServer.publicKey, 'base64url').toString('base64')
      const receipt = await sendAs(applicationServer, subscription, { Authorization: `vapid t=${token}, k=${key}` })
      expect(receipt).toBeAccepted()
    })

    test('is taken again with the same token', async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      const token = await sign(applicationServer, claimsFor(subscription))
      const Authorization = `vapid t=${token}, k=${applicationServer.publicKey}`
      expect(await sendAs(applicationServer, subscription, { Authorization })).toBeAccepted()
      expect(await sendAs(applicationServer, subscription, { Authorization })).toBeAccepted()
    })

    test.for(['mailto:pushwright@example.com', 'https://example.com/contact'])(
      'is taken with the contact %s',
      async (sub, { client, applicationServer }) => {
        const subscription = await client.subscribe()
        const receipt = await sendClaims(applicationServer, subscription, { ...claimsFor(subscription), sub })
        expect(receipt).toBeAccepted()
      },
    )

    test('is taken with claims that the standard does not know', async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      const claims = { ...claimsFor(subscription), iat: seconds(), jti: 'unique', private: { claim: true } }
      expect(await sendClaims(applicationServer, subscription, claims)).toBeAccepted()
    })

    test('is taken when it is valid for most of a day', async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      const claims = { ...claimsFor(subscription), exp: seconds() + day - minute }
      expect(await sendClaims(applicationServer, subscription, claims)).toBeAccepted()
    })

    test.with(skipWithQuirk(Quirk.VapidExpMaxExact24h))(
      'is taken when its sender has a clock that is half a minute fast',
      async ({ client, applicationServer }) => {
        const subscription = await client.subscribe()
        const claims = { ...claimsFor(subscription), exp: seconds() + day + minute / 2 }
        expect(await sendClaims(applicationServer, subscription, claims)).toBeAccepted()
      },
    )

    test.with(skipWithQuirk(Quirk.VapidExpNoLeeway))(
      'is taken when its sender has a clock that is half a minute slow',
      async ({ client, applicationServer }) => {
        const subscription = await client.subscribe()
        const claims = { ...claimsFor(subscription), exp: seconds() - minute / 2 }
        expect(await sendClaims(applicationServer, subscription, claims)).toBeAccepted()
      },
    )

    // RFC 8292 section 2.1: the contact is a SHOULD.
    test.with(skipWithQuirk(Quirk.VapidSubRequired))(
      'is taken without a contact',
      async ({ client, applicationServer }) => {
        const subscription = await client.subscribe()
        const { sub: _, ...claims } = claimsFor(subscription)
        expect(await sendClaims(applicationServer, subscription, claims)).toBeAccepted()
      },
    )

    // RFC 7519 section 4.1.3.
    test.with(skipWithQuirk(Quirk.VapidAudStringOnly))(
      'is taken with a list of audiences that has the service among them',
      async ({ client, applicationServer }) => {
        const subscription = await client.subscribe()
        const { aud, ...claims } = claimsFor(subscription)
        const audiences = { ...claims, aud: ['https://push.example', aud] }
        expect(await sendClaims(applicationServer, subscription, audiences)).toBeAccepted()
      },
    )
  })

  describe('a message with a signature of the drafts', () => {
    const draft = test.with(requireFeature(Feature.VapidDraft01))

    draft('is taken with the scheme WebPush', async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      expect(await applicationServer.send(subscription, 'draft', { vapid: 'webpush' })).toBeAccepted()
      await expect(client).toReceivePush(undefined, { on: subscription })
    })

    draft('is taken with the scheme Bearer', async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      const token = await sign(applicationServer, claimsFor(subscription))
      const headers = { Authorization: `Bearer ${token}`, 'Crypto-Key': `p256ecdsa=${applicationServer.publicKey}` }
      expect(await sendAs(applicationServer, subscription, headers)).toBeAccepted()
      await expect(client).toReceivePush(undefined, { on: subscription })
    })

    draft('is taken by the subscription that is restricted to its key', async ({ client, applicationServer }) => {
      const subscription = await client.subscribe({ applicationServerKey: applicationServer.publicKey })
      expect(await applicationServer.send(subscription, 'draft', { vapid: 'webpush' })).toBeAccepted()
    })

    draft.with(requireFeature(Feature.Aesgcm))(
      'is taken with the key of the message in the same header',
      async ({ client, applicationServer }) => {
        const subscription = await client.subscribe()
        const options = { vapid: 'webpush', contentEncoding: 'aesgcm' } as const
        const message = await applicationServer.prepare(subscription, 'draft', options)
        expect(message.headers['Crypto-Key']).toMatch(/dh=.*p256ecdsa=/)
        expect(await applicationServer.post(message)).toBeAccepted()
        await expect(client).toReceivePush(undefined, { on: subscription })
      },
    )
  })

  describe('an unrestricted subscription', () => {
    test('takes a message without a signature', async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      expect(await applicationServer.send(subscription, 'unsigned', { vapid: false })).toBeAccepted()
      await expect(client).toReceivePush(undefined, { on: subscription })
    })
  })

  describe('a restricted subscription', () => {
    const restricted = test.with(requireFeature(Feature.Vapid, Feature.RestrictedSubscription))

    restricted('refuses another key', async ({ client, provisioner, applicationServer }) => {
      const subscription = await client.subscribe({ applicationServerKey: applicationServer.publicKey })
      const stranger = provisioner.getApplicationServer({ vapidKeys: generateVapidKeys() })
      expectUnauthorized(await stranger.send(subscription, 'not mine'))
      await expect(client).toReceiveNoPush({ on: subscription })
    })

    restricted.with(skipWithQuirk(Quirk.VapidRefusedWith401))(
      'answers another key with 403',
      async ({ client, provisioner, applicationServer }) => {
        const subscription = await client.subscribe({ applicationServerKey: applicationServer.publicKey })
        const stranger = provisioner.getApplicationServer({ vapidKeys: generateVapidKeys() })
        expect(await stranger.send(subscription, 'not mine')).toBeRefused({ status: 403 })
      },
    )

    restricted('refuses a message without a signature', async ({ client, applicationServer }) => {
      const subscription = await client.subscribe({ applicationServerKey: applicationServer.publicKey })
      expectUnauthorized(await applicationServer.send(subscription, 'nobody', { vapid: false }))
      await expect(client).toReceiveNoPush({ on: subscription })
    })

    restricted('answers a message without a signature with 401', async ({ client, applicationServer }) => {
      const subscription = await client.subscribe({ applicationServerKey: applicationServer.publicKey })
      const receipt = await applicationServer.send(subscription, 'nobody', { vapid: false })
      expect(receipt).toBeRefused({ status: 401 })
    })

    // The legacy service names the scheme of the drafts.
    restricted.with(requireFeature(Feature.VapidChallenge))(
      'says with a 401 which scheme it wants',
      async ({ client, applicationServer }) => {
        const subscription = await client.subscribe({ applicationServerKey: applicationServer.publicKey })
        const { headers } = await applicationServer.send(subscription, 'nobody', { vapid: false })
        expect(headers['www-authenticate']).toMatch(/^(vapid|webpush)\b/i)
      },
    )

    restricted('refuses an empty message without a signature', async ({ client, applicationServer }) => {
      const subscription = await client.subscribe({ applicationServerKey: applicationServer.publicKey })
      expectUnauthorized(await applicationServer.send(subscription, undefined, { vapid: false }))
    })

    restricted.with(requireFeature(Feature.StoreAndForward, Feature.Resume), skipWithQuirk(Quirk.UaidConstant))(
      'keeps no message that it refused',
      async ({ client, applicationServer }) => {
        const subscription = await client.subscribe({ applicationServerKey: applicationServer.publicKey })
        const other = await client.subscribe()
        await client.disconnect()
        expectUnauthorized(await applicationServer.send(subscription, 'nobody', { vapid: false }))
        expect(await applicationServer.send(other, 'anybody', { vapid: false })).toBeAccepted()
        await client.reconnect()
        await expect(client).toReceivePush(undefined, { on: other })
        await expect(client).toReceiveNoPush({ on: subscription })
      },
    )
  })

  // What is not needed is verified all the same: a sender learns of its mistake before it needs the signature.
  describe('a wrong signature is refused', () => {
    const checked = test.with(requireFeature(Feature.Vapid))

    checked('when its bytes are changed', async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      const token = await sign(applicationServer, claimsFor(subscription))
      const [header, payload, signature = ''] = token.split('.')
      const other = `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`
      const Authorization = `vapid t=${header}.${payload}.${other}, k=${applicationServer.publicKey}`
      expectUnauthorized(await sendAs(applicationServer, subscription, { Authorization }))
      await expect(client).toReceiveNoPush({ on: subscription })
    })

    checked('when the claims are changed', async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      const token = await sign(applicationServer, claimsFor(subscription))
      const [header, , signature] = token.split('.')
      const payload = encodeJson({ ...claimsFor(subscription), sub: 'mailto:somebody.else@example.com' })
      const Authorization = `vapid t=${header}.${payload}.${signature}, k=${applicationServer.publicKey}`
      expectUnauthorized(await sendAs(applicationServer, subscription, { Authorization }))
    })

    checked('when it is of another key', async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      const token = await signVapidPayload(generateVapidKeys(), claimsFor(subscription))
      const Authorization = `vapid t=${token}, k=${applicationServer.publicKey}`
      expectUnauthorized(await sendAs(applicationServer, subscription, { Authorization }))
    })

    checked('when the algorithm is "none"', async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      const token = `${encodeJson({ typ: 'JWT', alg: 'none' })}.${encodeJson(claimsFor(subscription))}.`
      const Authorization = `vapid t=${token}, k=${applicationServer.publicKey}`
      expectUnauthorized(await sendAs(applicationServer, subscription, { Authorization }))
    })

    // The classic confusion: the public key, which everybody knows, as the secret of a MAC.
    checked('when the algorithm is HS256', async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      const content = `${encodeJson({ typ: 'JWT', alg: 'HS256' })}.${encodeJson(claimsFor(subscription))}`
      const secret = Buffer.from(applicationServer.publicKey, 'base64url')
      const mac = createHmac('sha256', secret).update(content).digest('base64url')
      const Authorization = `vapid t=${content}.${mac}, k=${applicationServer.publicKey}`
      expectUnauthorized(await sendAs(applicationServer, subscription, { Authorization }))
    })

    checked.with(requireFeature(Feature.ErrorJson))('with errno 109', async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      const token = await signVapidPayload(generateVapidKeys(), claimsFor(subscription))
      const Authorization = `vapid t=${token}, k=${applicationServer.publicKey}`
      expect(await sendAs(applicationServer, subscription, { Authorization })).toBeRefused({ errno: 109 })
    })

    checked.with(skipWithQuirk(Quirk.VapidRefusedWith401))('with 403', async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      const token = await signVapidPayload(generateVapidKeys(), claimsFor(subscription))
      const Authorization = `vapid t=${token}, k=${applicationServer.publicKey}`
      expect(await sendAs(applicationServer, subscription, { Authorization })).toBeRefused({ status: 403 })
    })
  })

  describe('credentials are refused', () => {
    const checked = test.with(requireFeature(Feature.Vapid))

    checked.for([
      ['of an unknown scheme', 'Basic dXNlcjpwYXNzd29yZA=='],
      ['with an empty token', 'vapid t=, k={key}'],
      ['without a token', 'vapid k={key}'],
      ['without a key', 'vapid t={token}'],
      ['with a key that is no point of the curve', 'vapid t={token}, k=AAAA'],
      ['with a key that is not base64', 'vapid t={token}, k=invalid|'],
      ['with a token that is no JWT', 'vapid t=invalid, k={key}'],
    ] as const)('%s', async ([, template], { client, applicationServer }) => {
      const subscription = await client.subscribe()
      const token = await sign(applicationServer, claimsFor(subscription))
      const Authorization = template.replace('{token}', token).replace('{key}', applicationServer.publicKey)
      expectUnauthorized(await sendAs(applicationServer, subscription, { Authorization }))
      await expect(client).toReceiveNoPush({ on: subscription })
    })

    // autopush-rs answers some of these with 400, errno 110.
    checked.for([
      ['of the drafts without a token', 'WebPush', 'p256ecdsa={key}'],
      ['of the drafts without a key', 'WebPush {token}', 'p256ecdsa='],
      ['of the drafts with a key that is none', 'Bearer {token}', 'p256ecdsa="invalid"'],
      ['of the drafts with a key that is not base64', 'Bearer {token}', 'p256ecdsa="invalid|"'],
    ] as const)('%s', async ([, authorization, cryptoKey], { client, applicationServer }) => {
      const subscription = await client.subscribe()
      const token = await sign(applicationServer, claimsFor(subscription))
      const receipt = await sendAs(applicationServer, subscription, {
        Authorization: authorization.replace('{token}', token),
        'Crypto-Key': cryptoKey.replace('{key}', applicationServer.publicKey),
      })
      expect(receipt).toBeRefused()
      expect([400, 401, 403]).toContain(receipt.status)
    })
  })

  describe('a token is refused', () => {
    const checked = test.with(requireFeature(Feature.Vapid))

    checked('that expired an hour ago', async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      const claims = { ...claimsFor(subscription), exp: seconds() - 60 * minute }
      expectUnauthorized(await sendClaims(applicationServer, subscription, claims))
      await expect(client).toReceiveNoPush({ on: subscription })
    })

    // RFC 8292 section 2.
    checked('that is valid for more than a day', async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      const claims = { ...claimsFor(subscription), exp: seconds() + day + 60 * minute }
      expectUnauthorized(await sendClaims(applicationServer, subscription, claims))
    })

    checked('that does not say when it expires', async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      const { exp: _, ...claims } = claimsFor(subscription)
      expectUnauthorized(await sendClaims(applicationServer, subscription, claims))
    })

    checked('that says when it expires in other than a number', async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      expectUnauthorized(await sendClaims(applicationServer, subscription, { ...claimsFor(subscription), exp: '@' }))
    })

    checked('for another push service', async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      const claims = { ...claimsFor(subscription), aud: 'https://push.example' }
      expectUnauthorized(await sendClaims(applicationServer, subscription, claims))
    })

    checked('for a list of other push services', async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      const claims = { ...claimsFor(subscription), aud: ['https://push.example', 'https://push.example.com'] }
      expectUnauthorized(await sendClaims(applicationServer, subscription, claims))
    })

    checked('that does not say for whom it is', async ({ client, applicationServer }) => {
      const subscription = await client.subscribe()
      const { aud: _, ...claims } = claimsFor(subscription)
      expectUnauthorized(await sendClaims(applicationServer, subscription, claims))
    })

    // RFC 8292 section 2.1: a contact is a mailto: or an https: URI.
    checked.with(skipWithQuirk(Quirk.VapidSubUnchecked)).for(['nobody', 'ftp://example.com', ''])(
      'with the contact "%s"',
      async (sub, { client, applicationServer }) => {
        const subscription = await client.subscribe()
        expectUnauthorized(await sendClaims(applicationServer, subscription, { ...claimsFor(subscription), sub }))
      },
    )
  })
})

function seconds(): number {
  return Math.floor(Date.now() / 1000)
}

function claimsFor({ endpoint }: PushTarget): { aud: string; exp: number; sub: string } {
  return { aud: new URL(endpoint).origin, exp: seconds() + 60 * minute, sub: 'mailto:pushwright@example.com' }
}

function encodeJson(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function sign({ vapidKeys }: ApplicationServer, claims: Record<string, unknown>): Promise<string> {
  return signVapidPayload(vapidKeys, claims)
}

function sendAs(sender: ApplicationServer, target: PushTarget, headers: Record<string, string>): Promise<Receipt> {
  return sender.send(target, 'a message', { vapid: false, headers })
}

async function sendClaims(
  sender: ApplicationServer,
  target: PushTarget,
  claims: Record<string, unknown>,
): Promise<Receipt> {
  const token = await sign(sender, claims)
  return sendAs(sender, target, { Authorization: `vapid t=${token}, k=${sender.publicKey}` })
}

/** RFC 8292 section 4.2 has 401 for a signature that is absent, and 403 for one that is wrong; autopush has 401 for both. */
function expectUnauthorized(receipt: Receipt): void {
  expect(receipt).toBeRefused()
  expect([401, 403]).toContain(receipt.status)
}
