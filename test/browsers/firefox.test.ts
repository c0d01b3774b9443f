// A real Firefox takes the fixture server for a push service.
import { test as base, beforeEach, describe, expect, onTestFinished } from 'vitest'
import webpush from 'web-push'
import { findProgram, firefoxProgram, missingProgram } from '../../src/browser/index.ts'
import {
  AckCode,
  exportVapidPrivateKey,
  type FixtureServerOptions,
  NackCode,
  type Push,
  UnregisterCode,
} from '../../src/core.ts'
import { listeningAddresses, loopback, loopbackOrNone, remoteAddresses } from './network-peers.ts'
import { processesOf } from './process-group.ts'
import { Stage, type Visit } from './stage.ts'

const program = findProgram(firefoxProgram)
const firefoxMissing = missingProgram(firefoxProgram)
// The reporter counts skipped tests, but does not say why.
if (program === undefined) console.warn(firefoxMissing)

/** Runs only after `beforeEach`, which skips without Firefox. */
function open(options: FixtureServerOptions = {}): Promise<Stage> {
  return Stage.open(program ?? '', options)
}

interface Fixtures {
  /** Shared: one browser for all tests that leave it as it was. */
  stage: Stage
  visit: Visit
}

const test = base.extend<Fixtures>({
  stage: [
    // biome-ignore lint/correctness/noEmptyPattern: Vitest wants an object pattern.
    async ({}, use) => {
      const stage = await open()
      await use(stage)
      await stage.close()
    },
    { scope: 'file' },
  ],
  visit: async ({ stage }, use) => use(await stage.visit()),
})

beforeEach(({ skip }) => skip(program === undefined, firefoxMissing))

describe('subscribing', () => {
  test('a new profile says hello without a uaid, and registers with the padded key of the application server', async ({
    stage,
    visit,
  }) => {
    const { publicKey } = stage.applicationServer
    const { endpoint, keys } = await visit.subscribe(publicKey)
    expect(stage.received('hello')[0]).toEqual({ messageType: 'hello', use_webpush: true, broadcasts: {} })
    expect(stage.received('register').at(-1)).toMatchObject({ key: `${publicKey}=` })
    expect(endpoint).toContain(`${stage.server.origin}/wpush/v2/`)
    expect(keys).toEqual({ p256dh: expect.stringMatching(/^[\w-]{87}$/), auth: expect.stringMatching(/^[\w-]{22}$/) })
  })

  test('two sites of one browser share its UAID, not its channel', async ({ stage, visit }) => {
    const before = stage.received('register').length
    const other = await stage.visit()
    const [one, two] = [await visit.subscribe(), await other.subscribe()]
    expect(one.endpoint).not.toBe(two.endpoint)
    const channels = stage
      .received('register')
      .slice(before)
      .map(({ channelID }) => channelID)
    expect(stage.server.clients).toEqual([expect.objectContaining({ channels: expect.arrayContaining(channels) })])
    await stage.applicationServer.send(two, 'for two')
    await stage.applicationServer.send(one, 'for one')
    expect(await other.nextReport()).toEqual({ type: 'push', text: 'for two' })
    expect(await visit.nextReport()).toEqual({ type: 'push', text: 'for one' })
  })

  test('unsubscribing unregisters with code 200, and the endpoint answers 410', async ({ stage, visit }) => {
    const subscription = await visit.subscribe()
    const { channelID } = stage.received('register').at(-1) ?? {}
    const before = stage.received('unregister').length
    expect(await visit.unsubscribe()).toBe(true)
    expect(await stage.receives('unregister', before)).toMatchObject({ channelID, code: UnregisterCode.Manual })
    expect(await stage.applicationServer.send(subscription, 'too late')).toMatchObject({ status: 410, errno: 106 })
  })

  test('revoking the permission unregisters with code 202', async ({ stage, visit }) => {
    await visit.subscribe()
    const before = stage.received('unregister').length
    await visit.permit('denied')
    expect(await stage.receives('unregister', before)).toMatchObject({ code: UnregisterCode.PermissionRevoked })
  })
})

describe('delivery', () => {
  test.for(['aes128gcm', 'aesgcm'] as const)(
    'the service worker decrypts %s, and the push is acked 100',
    async (contentEncoding, { stage, visit }) => {
      const subscription = await visit.subscribe()
      expect(await stage.applicationServer.send(subscription, 'grüße', { contentEncoding })).toMatchObject({
        status: 201,
      })
      expect(await visit.nextReport()).toEqual({ type: 'push', text: 'grüße' })
      expect(await stage.acknowledged(subscription)).toMatchObject({ ackCode: AckCode.Delivered })
    },
  )

  test('a restricted subscription gets JSON from its application server, which alone may send', async ({
    stage,
    visit,
  }) => {
    const subscription = await visit.subscribe(stage.applicationServer.publicKey)
    const unsigned = await stage.applicationServer.send(subscription, 'who am I', { vapid: false })
    expect(unsigned.accepted).toBe(false)
    await stage.applicationServer.send(subscription, { title: 'hi', badge: 3 })
    expect(await visit.nextReport()).toEqual({ type: 'push', text: '{"title":"hi","badge":3}' })
  })

  test('an empty push is an event without data', async ({ stage, visit }) => {
    const subscription = await visit.subscribe()
    await stage.applicationServer.send(subscription)
    expect(await visit.nextReport()).toEqual({ type: 'push', text: null })
    expect(await stage.acknowledged(subscription)).toMatchObject({ ackCode: AckCode.Delivered })
  })

  test('a message of the largest size arrives whole', async ({ stage, visit }) => {
    const text = 'x'.repeat(4096 - 86 - 17)
    expect(await stage.applicationServer.send(await visit.subscribe(), text)).toMatchObject({ status: 201 })
    expect(await visit.nextReport()).toEqual({ type: 'push', text })
  })

  test('messages are acked one by one, in the order in which they were sent', async ({ stage, visit }) => {
    const subscription = await visit.subscribe()
    const before = stage.received('ack').length
    const texts = Array.from({ length: 10 }, (_, index) => `message ${index}`)
    for (const text of texts) await stage.applicationServer.send(subscription, text)
    const pushes: Push[] = []
    for (const _ of texts) pushes.push(await stage.acknowledged(subscription))
    const acks = pushes.map(({ channelID, messageId }) => ({
      messageType: 'ack',
      updates: [{ channelID, version: messageId, code: AckCode.Delivered }],
    }))
    expect(stage.received('ack').slice(before)).toEqual(acks)
  })

  test('web-push delivers', async ({ stage, visit }) => {
    const { vapidKeys } = stage.applicationServer
    const subscription = await visit.subscribe(vapidKeys.publicKey)
    // Its own `sendNotification` wants https.
    const { endpoint, headers, body } = webpush.generateRequestDetails(subscription, 'by web-push', {
      vapidDetails: {
        subject: 'mailto:ops@app.example',
        publicKey: vapidKeys.publicKey,
        privateKey: exportVapidPrivateKey(vapidKeys),
      },
    })
    const { 'Content-Length': _, ...others } = headers as Record<string, string>
    const response = await fetch(endpoint, { method: 'POST', headers: others, body: new Uint8Array(body) })
    expect(response.status).toBe(201)
    expect(await visit.nextReport()).toEqual({ type: 'push', text: 'by web-push' })
  })
})

describe('what goes wrong', () => {
  test('a corrupt payload is acked 101, and the service worker never sees it', async ({ stage, visit }) => {
    const subscription = await visit.subscribe()
    stage.server.faults.next('notification').corrupt()
    await stage.applicationServer.send(subscription, 'corrupt')
    expect(await stage.acknowledged(subscription)).toMatchObject({ ackCode: AckCode.DecryptionError })
    await stage.applicationServer.send(subscription, 'good')
    expect(await visit.nextReport()).toEqual({ type: 'push', text: 'good' })
  })

  test.for([
    ['throw', NackCode.UncaughtException],
    ['reject', NackCode.RejectedPromise],
  ] as const)(
    'a service worker told to %s is acked 100 and then nacked %i',
    async ([text, nackCode], { stage, visit }) => {
      const subscription = await visit.subscribe()
      await stage.applicationServer.send(subscription, text)
      expect(await stage.acknowledged(subscription, { nacked: true })).toMatchObject({
        ackCode: AckCode.Delivered,
        nackCode,
      })
    },
  )

  test('a message whose ack was lost comes again, and its service worker does not see it twice', async ({
    stage,
    visit,
  }) => {
    const subscription = await visit.subscribe()
    stage.server.faults.next('ack').close(1012)
    await stage.applicationServer.send(subscription, 'once')
    expect(await visit.nextReport()).toEqual({ type: 'push', text: 'once' })
    expect(await stage.acknowledged(subscription)).toMatchObject({ ackCode: AckCode.NotDelivered })
    await stage.applicationServer.send(subscription, 'next')
    expect(await visit.nextReport()).toEqual({ type: 'push', text: 'next' })
  })
})

describe('coming back', () => {
  test('after a restart of the server it says hello with its UAID, and its subscription works', async ({
    stage,
    visit,
  }) => {
    const subscription = await visit.subscribe()
    const [client] = stage.server.clients
    const before = stage.received('hello').length
    await stage.server.restart()
    expect(await stage.receives('hello', before)).toMatchObject({ uaid: client?.uaid })
    await stage.applicationServer.send(subscription, 'still here')
    expect(await visit.nextReport()).toEqual({ type: 'push', text: 'still here' })
    expect(await visit.subscription()).toEqual(expect.objectContaining({ endpoint: subscription.endpoint }))
  })

  test.for([1000, 1001, 1012])('after close code %i it connects again', async (code, { stage, visit }) => {
    const subscription = await visit.subscribe()
    const uaid = stage.server.clients[0]?.uaid ?? ''
    const before = stage.received('hello').length
    stage.server.disconnect(uaid, { code })
    expect(await stage.receives('hello', before)).toMatchObject({ uaid })
    await stage.applicationServer.send(subscription, 'again')
    expect(await visit.nextReport()).toEqual({ type: 'push', text: 'again' })
  })
})

test('it talks to nobody but the loopback interface', async ({ stage, visit }) => {
  await visit.subscribe()
  const addresses = remoteAddresses(stage.firefox.processGroup)
  expect(addresses).toContain(loopback)
  for (const address of addresses) expect(address).toMatch(loopbackOrNone)
})

test('the port to drive it by is at the loopback interface', async ({ stage }) => {
  expect(new Set(listeningAddresses(processesOf(stage.firefox.processGroup)))).toEqual(new Set([loopback]))
})

async function openHere(options: FixtureServerOptions = {}): Promise<Stage> {
  const stage = await open(options)
  onTestFinished(() => stage.close())
  return stage
}

describe('browsers of their own', () => {
  test('a message stored while the browser was closed arrives when it starts again', async () => {
    const stage = await openHere()
    const visit = await stage.visit()
    const subscription = await visit.subscribe()
    const uaid = stage.server.clients[0]?.uaid
    await stage.firefox.quit()
    await expect.poll(() => stage.server.clients, { timeout: 30_000 }).toEqual([])
    expect(await stage.applicationServer.send(subscription, 'while away')).toMatchObject({ status: 201 })
    expect(stage.server.pushes.at(-1)).toMatchObject({ outcome: 'stored' })
    await stage.launch()
    expect(await visit.nextReport()).toEqual({ type: 'push', text: 'while away' })
    expect(await stage.acknowledged(subscription)).toMatchObject({ ackCode: AckCode.Delivered, uaid })
  })

  test('a new UAID ends its subscriptions: the service worker is told, and messages for them are acked 102', async () => {
    const stage = await openHere()
    const visit = await stage.visit()
    const subscription = await visit.subscribe()
    stage.server.faults.next('hello').wrongUaid()
    stage.server.dropConnections()
    expect(await visit.nextReport()).toEqual({ type: 'pushsubscriptionchange' })
    expect(await visit.subscription()).toBeNull()
    await stage.applicationServer.send(subscription, 'nobody is here')
    expect(await stage.acknowledged(subscription)).toMatchObject({ ackCode: AckCode.NotDelivered })
  })

  test.for(['autopush', 'legacy-autopush'])('the profile %s serves it', async (profile) => {
    const stage = await openHere({ profile })
    const visit = await stage.visit()
    const subscription = await visit.subscribe(stage.applicationServer.publicKey)
    expect(await stage.applicationServer.send(subscription, 'hello')).toMatchObject({ accepted: true })
    expect(await visit.nextReport()).toEqual({ type: 'push', text: 'hello' })
    expect(await stage.acknowledged(subscription)).toMatchObject({ ackCode: AckCode.Delivered })
    expect(await visit.unsubscribe()).toBe(true)
    await stage.receives('unregister', 0)
    expect((await stage.applicationServer.send(subscription, 'gone')).accepted).toBe(false)
  })

  test('the profile dummy serves the first message; the next, with no version either, looks like a duplicate', async () => {
    const stage = await openHere({ profile: 'dummy' })
    const visit = await stage.visit()
    const subscription = await visit.subscribe(stage.applicationServer.publicKey)
    await stage.applicationServer.send(subscription, 'first')
    expect(await visit.nextReport()).toEqual({ type: 'push', text: 'first' })
    await stage.applicationServer.send(subscription, 'second')
    expect(await stage.receives('ack', 1)).toMatchObject({ updates: [{ code: AckCode.NotDelivered }] })
  })
})
