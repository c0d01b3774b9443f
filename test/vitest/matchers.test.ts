import { expect, test } from 'vitest'
import { fixtureIni, TemporaryProject } from './temporary-project.ts'

test('a failed matcher says what was expected and what came', async () => {
  using project = new TemporaryProject({
    '.local/e2etest.ini': `[global]\ntimeout = 200ms\n${fixtureIni}`,
    'a.test.ts': `
      import { expect, test } from 'pushwright'
      const subscribed = test.extend('subscription', ({ client }) => client.subscribe())
      subscribed('other text', async ({ client, applicationServer, subscription }) => {
        await applicationServer.send(subscription, 'bye')
        await expect(client).toReceivePush('hello')
      })
      subscribed('nothing', async ({ client, subscription }) => { await expect(client).toReceivePush({ title: 'hi' }) })
      subscribed('unwanted', async ({ client, applicationServer, subscription }) => {
        await applicationServer.send(subscription, 'bye')
        await expect(client).toReceiveNoPush()
      })
      subscribed('refused', async ({ client, applicationServer, subscription }) => {
        await subscription.unsubscribe()
        expect(await applicationServer.send(subscription, 'bye')).toBeAccepted()
      })
      subscribed('accepted', async ({ applicationServer, subscription }) => {
        expect(await applicationServer.send(subscription, 'bye')).toBeRefused({ status: 410 })
      })
      subscribed('open', async ({ client, subscription }) => { await expect(client).toBeClosed({ code: 1011 }, { timeout: 50 }) })
    `,
  })
  const { exitCode, tree, output } = await project.run()
  expect(exitCode).toBe(1)
  expect(tree?.modules[0]?.tests.map(({ name, result }) => `${name}: ${mask(result)}`)).toMatchInlineSnapshot(`
    [
      "other text: failed: Expected client 1 to receive the push "hello" within 200ms.",
      "nothing: failed: Expected client 2 to receive the push {"title": "hi"} within 200ms. None came.",
      "unwanted: failed: Expected no notification for client 3, got one on channel (uuid), version "(version)".",
      "refused: failed: Expected the message to be accepted, got status 410, errno 106: {"code":410,"errno":106,"error":"Gone","message":"No such subscription","more_info":"http://autopush.readthedocs.io/en/latest/http.html#error-codes"}.",
      "accepted: failed: Expected the message to be refused with status 410, got status 201.",
      "open: failed: Expected client 6 to be closed, but it is open. Waited 50ms for client 6 to be closed.",
    ]
  `)
  expect(output).toContain('Pushes that came:\n  "bye"')
})

test('matchers take text, patterns, bytes, JSON and asymmetric matchers', async () => {
  using project = new TemporaryProject({
    '.local/e2etest.ini': fixtureIni,
    'a.test.ts': `
      import { expect, test } from 'pushwright'
      test('all', async ({ client, applicationServer }) => {
        const subscription = await client.subscribe()
        for (const payload of ['text', 'more text', new Uint8Array([1, 2]), { title: 'hi', at: 1 }, 'last', [1, 2]]) {
          expect(await applicationServer.send(subscription, payload)).toBeAccepted()
        }
        await expect(client).toReceivePush('text')
        await expect(client).toReceivePush(/^more/)
        await expect(client).toReceivePush(new Uint8Array([1, 2]))
        await expect(client).toReceivePush(expect.objectContaining({ title: 'hi' }))
        await expect(client).toReceivePush(expect.stringContaining('las'))
        await expect(client).toReceivePush([1, 2], { on: subscription })
        await expect(client).toReceiveNoPush({ within: 3_600_000 })
        await expect(client).not.toReceivePush('text', { timeout: 10 })
        await client.disconnect()
        await expect(client).toBeClosed({ code: 1000 })
      })
    `,
  })
  const { exitCode, output } = await project.run()
  expect(exitCode, output).toBe(0)
})

function mask(text: string): string {
  return text.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '(uuid)').replace(/version "[^"]+"/, 'version "(version)"')
}
