// A shop in a real browser: the page subscribes, the backend pushes, the service worker shows, the customer clicks.
import { expect, Feature, requireFeature, test } from 'pushwright'
import { browserClient } from 'pushwright/browser'
import { startBackend } from './backend.ts'

// In the INI: `[firefox]` or `[chromium]`, with `serviceWorker = ./examples/browser/sw.js`.
const inBrowser = test.with(requireFeature(Feature.ClientBrowser))

inBrowser('an order is announced, and the customer asks where it is', async ({ client, provisioner }) => {
  const backend = await startBackend()
  provisioner.onTeardown('backend', backend.close)
  const browser = browserClient(client)

  const subscription = await browser.subscribe({ applicationServerKey: backend.publicKey })
  await fetch(`${backend.url}/subscriptions`, { method: 'POST', body: JSON.stringify(subscription) })
  await fetch(`${backend.url}/orders`, { method: 'POST', body: 'It is on its way.' })

  await expect(browser).toReceivePush(expect.objectContaining({ body: 'It is on its way.' }))
  const shown = await browser.expectShown('Your order')
  expect(shown).toMatchObject({ body: 'It is on its way.', actions: [{ action: 'track', title: 'Where is it?' }] })

  await browser.click('Your order', { action: 'track' })
  await expect.poll(() => backend.answers).toEqual(['track'])
})
