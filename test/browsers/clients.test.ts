// Real browsers as push clients.
import { describe, expect, test } from 'vitest'
import {
  type BrowserClient,
  browserClient,
  chromiumProgram,
  findProgram,
  firefoxProgram,
  missingProgram,
} from '../../src/browser/index.ts'
import { type FixtureServer, stringHandler } from '../../src/core.ts'
import { openScope } from '../provisioners/open-target.ts'
import { BrowserTarget } from './browser-target.ts'
import { eachBrowser, skipWithout } from './each-browser.ts'

/** What a page can know of its past. */
const look = `async () => ({
  cookie: document.cookie,
  stored: localStorage.getItem('key'),
  cached: await caches.keys(),
  workers: (await navigator.serviceWorker.getRegistrations()).length,
  name: window.name,
})`
/** What a worker reports of a notification. */
const shown = { type: 'shown', notification: { title: 'shown', body: '', actions: [], tag: '', data: null } } as const
const leaveTraces = `async () => {
  document.cookie = 'a=b'
  localStorage.setItem('key', 'value')
  await caches.open('cache')
  await navigator.serviceWorker.register('/worker.js')
  window.name = 'mine'
}`

describe.for(eachBrowser)('%s', ([name, program]) => {
  skipWithout(program)

  test('subscribes with the members of the standard, receives, and unsubscribes', async () => {
    const target = await BrowserTarget.open(name)
    const [client, applicationServer] = [await target.client(), target.applicationServer()]
    const subscription = await client.subscribe({ applicationServerKey: applicationServer.publicKey })
    expect(subscription.toJSON()).toEqual({
      endpoint: expect.stringContaining('/wpush/v2/'),
      expirationTime: null,
      keys: { p256dh: expect.stringMatching(/^[\w-]{87}$/), auth: expect.stringMatching(/^[\w-]{22}$/) },
    })
    expect(() => subscription.privateKeys.privateKey).toThrow('A browser keeps the private keys')
    expect(await applicationServer.send(subscription, 'grüße')).toMatchObject({ status: 201 })
    const notification = await client.expectNotification(subscription)
    expect(notification.text()).toBe('grüße')
    expect(notification.headers).toMatchObject({ encoding: 'aes128gcm' })
    expect(await subscription.unsubscribe()).toBe(true)
    expect(await applicationServer.send(subscription, 'too late')).toMatchObject({ status: 410 })
  })

  test('its subscriptions have a service worker each', async () => {
    const target = await BrowserTarget.open(name)
    const [client, applicationServer] = [await target.client(), target.applicationServer()]
    const [first, second] = [await client.subscribe(), await client.subscribe()]
    await applicationServer.send(second, 'for the second')
    await applicationServer.send(first, 'for the first')
    expect((await client.expectNotification(first)).text()).toBe('for the first')
    expect((await client.expectNotification(second)).text()).toBe('for the second')
    await client.expectNone()
  })

  test('goes offline, and gets what was stored when it is back', async () => {
    const target = await BrowserTarget.open(name)
    const [client, applicationServer] = [await target.client(), target.applicationServer()]
    const subscription = await client.subscribe()
    const { uaid } = client
    await client.disconnect()
    expect(client.isConnected).toBe(false)
    await expect(client.expectNotification()).rejects.toMatchObject({ code: 'ERR_CLOSED' })
    await applicationServer.send(subscription, 'while away')
    expect(target.provisioner.server?.pushes.at(-1)).toMatchObject({ outcome: 'stored' })
    expect(await client.reconnect()).toMatchObject({ uaid })
    expect((await client.expectNotification(subscription)).text()).toBe('while away')
  })

  test('notices that the service has ended the connection, and can come back', async () => {
    const target = await BrowserTarget.open(name)
    const [client, applicationServer] = [await target.client(), target.applicationServer()]
    const subscription = await client.subscribe()
    target.provisioner.server?.disconnect(client.uaid ?? '', { code: 1012 })
    expect(await client.expectClose()).toMatchObject({ code: 1012 })
    await client.reconnect()
    await applicationServer.send(subscription, 'again')
    expect((await client.expectNotification(subscription)).text()).toBe('again')
  })

  test("the user's service worker shows notifications, which can be clicked", async () => {
    const target = await BrowserTarget.open(name, 'serviceWorker = ./site/shows.js')
    const [client, applicationServer] = [await target.client(), target.applicationServer()]
    const subscription = await client.subscribe()
    const actions = [{ action: 'open', title: 'Open it' }]
    await applicationServer.send(subscription, { title: 'news', body: 'of today', tag: 'n', actions, data: { id: 7 } })
    // It was imported with the file beside it.
    expect(await client.expectShown('The news')).toEqual({
      title: 'The news',
      body: 'of today',
      tag: 'n',
      actions,
      data: { id: 7 },
    })
    await client.click('The news', { action: 'open' })
    expect(await client.expectShown()).toMatchObject({ title: 'clicked open' })
    await expect(client.click('The news')).rejects.toMatchObject({ code: 'ERR_UNEXPECTED' })
  })

  test.for([
    ['pushes', { type: 'push', data: null }, (client: BrowserClient) => client.expectNotification()],
    ['pushes', { type: 'push', data: null }, (client: BrowserClient) => client.expectNone()],
    ['shown notifications', shown, (client: BrowserClient) => client.expectShown()],
    ['clicks', { type: 'clicked' }, (client: BrowserClient) => client.click('shown')],
    [
      'subscription changes',
      { type: 'pushsubscriptionchange', oldEndpoint: null },
      (client: BrowserClient) => client.expectSubscriptionChange(),
    ],
  ] as const)('of its %s that nobody took, 1000 are kept', async ([what, report, expectOne]) => {
    const target = await BrowserTarget.open(name)
    const client = await target.client()
    await client.subscribe()
    await client.page.evaluate(`navigator.serviceWorker.ready.then((one) => one.showNotification('shown'))`)
    await client.page.evaluate(`(async () => {
      const body = ${JSON.stringify(JSON.stringify({ ...report, scope: '/' }))}
      for (let count = 0; count < 1001; count++) await fetch('/__pushwright__/report', { method: 'POST', body })
    })()`)
    await expect(expectOne(client)).rejects.toMatchObject({
      code: 'ERR_LIMIT',
      message: expect.stringContaining(what),
      details: { limit: 1000 },
    })
  })

  test('has a page, which knows its subscription', async () => {
    const target = await BrowserTarget.open(name)
    const client = await target.client()
    const { endpoint, keys } = await client.subscribe()
    expect(await client.page.evaluate('location.origin')).toBe(client.origin)
    expect(await client.page.evaluate('Notification.permission')).toBe('granted')
    const known = await client.page.evaluate<{ endpoint: string; keys: object }>(
      `navigator.serviceWorker.getRegistration('/').then((one) => one.pushManager.getSubscription()).then((one) => one.toJSON())`,
    )
    expect(known.keys).toEqual(keys)
    // Chromium's endpoints have a host of its vendor's.
    expect(known.endpoint.split('/').at(-1)).toBe(endpoint.split('/').at(-1))
    await expect(client.page.evaluate(`Promise.reject(new Error('thrown'))`)).rejects.toThrow('thrown')
    await expect(client.page.evaluate('undefined')).resolves.toBeOneOf([null, undefined])
    expect((await client.page.screenshot()).subarray(1, 4).toString()).toBe('PNG')
  })

  test('loses its subscription with the permission', async () => {
    const target = await BrowserTarget.open(name)
    const [client, applicationServer] = [await target.client(), target.applicationServer()]
    const subscription = await client.subscribe()
    await client.permit('denied')
    await expect
      .poll(async () => (await applicationServer.send(subscription, 'anybody?')).status, { timeout: 30_000 })
      .toBe(410)
    await expect(client.subscribe()).rejects.toThrow(/NotAllowedError|denied/)
  })

  test('clients have nothing of each other', async () => {
    const target = await BrowserTarget.open(name)
    const applicationServer = target.applicationServer()
    const [one, other] = [await target.client(), await target.client()]
    const subscription = await one.subscribe()
    await one.page.evaluate(`localStorage.setItem('key', 'value')`)
    await applicationServer.send(subscription, 'for one')
    expect((await one.expectNotification()).text()).toBe('for one')
    await other.expectNone()
    expect(await other.page.evaluate(`localStorage.getItem('key')`)).toBeNull()
  })

  test('a client finds nothing of those who were there before', async () => {
    const target = await BrowserTarget.open(name)
    const { http } = target.provisioner.server as FixtureServer
    http.handle('GET', '/', stringHandler('<title>A site of the user</title>', 'text/html'))
    http.handle('GET', '/worker.js', stringHandler('', 'text/javascript'))
    // More than there are containers at a time.
    for (const _ of [1, 2, 3, 4, 5, 6]) {
      const scope = openScope()
      const { page } = browserClient(await target.provisioner.getConnectedClient(scope))
      await page.goto(http.url('/'))
      expect(await page.evaluate(`(${look})()`)).toEqual({ cookie: '', stored: null, cached: [], workers: 0, name: '' })
      await page.evaluate(`(${leaveTraces})()`)
      expect(await page.evaluate(`(${look})()`)).toMatchObject({ cookie: 'a=b', stored: 'value', workers: 1 })
      await scope.close()
      await expect(page.evaluate('1')).rejects.toMatchObject({ code: 'ERR_CLOSED' })
    }
  })

  test('clients of one test share no cookies', async () => {
    const target = await BrowserTarget.open(name)
    const [one, other] = [await target.client(), await target.client()]
    await one.page.evaluate(`document.cookie = 'a=b'`)
    expect(await other.page.evaluate('document.cookie')).toBe('')
  })

  test('what it cannot do says what to declare', async () => {
    const target = await BrowserTarget.open(name)
    const client = await target.client()
    await expect(client.subscribe({ channelID: '7d0f5a1c-2a5e-4b8e-9d3f-0a1b2c3d4e5f' })).rejects.toThrow(
      'Declare `requireFeature(Feature.ClientRawFrames)`',
    )
    await expect(target.client({ autoAck: false })).rejects.toMatchObject({ code: 'ERR_STATE' })
    expect(target.provisioner.capabilities.hasFeature('client/raw-frames')).toBe(false)
    expect(target.provisioner.capabilities.hasFeature('client/nack')).toBe(false)
    expect(target.provisioner.capabilities.hasFeature('client/browser')).toBe(true)
  })

  test('a test that fails leaves a screenshot and the log', async () => {
    const target = await BrowserTarget.open(name)
    await target.client()
    const kept = await Promise.all(
      [...target.scope.evidence].map(async ({ contentType, collect }) => [contentType, (await collect()).length > 0]),
    )
    expect(kept).toEqual([
      ['text/plain', true],
      ['image/png', true],
    ])
  })
})

test('a browser that is not there is told, and how to get one', async () => {
  await expect(BrowserTarget.open('firefox', 'binary = no-such-browser')).rejects.toThrow(
    'expected a program, got "no-such-browser", which is none.',
  )
  expect(() => findProgram(firefoxProgram, undefined, { PATH: '/nowhere' })).not.toThrow()
  expect(missingProgram(firefoxProgram)).toContain('apt-get install firefox-esr')
})

describe('firefox', () => {
  skipWithout(firefoxProgram)

  test('can be a browser of its own for each client, with its own connection', async () => {
    const target = await BrowserTarget.open('firefox', 'isolation = browser')
    const applicationServer = target.applicationServer()
    const [one, other] = [await target.client(), await target.client()]
    expect(one.uaid).not.toBe(other.uaid)
    const subscription = await other.subscribe()
    await one.disconnect()
    await applicationServer.send(subscription, 'still here')
    expect((await other.expectNotification()).text()).toBe('still here')
  })

  test('comes back however soon it is cut off after a hello that gave it a new UAID', async () => {
    const target = await BrowserTarget.open('firefox')
    // Without a subscription it has a new one each time.
    const client = await target.client()
    const uaids = [client.uaid]
    for (const _ of [1, 2, 3]) {
      await client.reconnect()
      uaids.push(client.uaid)
    }
    expect(new Set(uaids).size).toBe(4)
  })

  test('a new UAID fires pushsubscriptionchange', async () => {
    const target = await BrowserTarget.open('firefox')
    const client = await target.client()
    const { channelID } = await client.subscribe()
    target.provisioner.server?.faults.next('hello').wrongUaid()
    target.provisioner.server?.dropConnections()
    expect(await client.expectSubscriptionChange()).toMatchObject({ channelID })
    expect(await client.currentSubscription({ channelID })).toBeNull()
  })
})

describe('chromium', () => {
  skipWithout(chromiumProgram)

  test('nothing is left of a site that a page asked for and then left, many requests ago', async () => {
    const target = await BrowserTarget.open('chromium')
    const { http } = target.provisioner.server as FixtureServer
    http.handle('GET', '/', stringHandler('<title>A site of the user</title>', 'text/html'))
    for (const _ of [1, 2]) {
      const scope = openScope()
      const { page, origin } = browserClient(await target.provisioner.getConnectedClient(scope))
      await page.goto(http.url('/'))
      expect(await page.evaluate(`localStorage.getItem('key')`)).toBeNull()
      await page.evaluate(`localStorage.setItem('key', 'value')`)
      await page.goto(`${origin}/`)
      await page.evaluate(`(async () => { for (let count = 0; count < 500; count++) await fetch('/') })()`)
      await scope.close()
    }
  })
})
