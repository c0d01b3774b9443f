// Faults are for the clients and senders: whatever is armed together, the server answers, and ends when it is told to.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { faultKinds } from '../../src/control/faults/kinds.ts'
import { ControlServer } from '../../src/control/index.ts'
import { FixtureServer } from '../../src/fixture/index.ts'
import { ask } from './api.ts'

const values: Readonly<Record<string, readonly unknown[]>> = {
  code: [1000, 1011, 4774],
  reason: ['', 'x'],
  channelID: ['7a27a580-e390-4758-b458-b2996c5b9f54'],
  duration: [0, '1ms', '10s'],
  status: [200, 204, 304, 503, 599],
  headers: [{}, { 'Content-Length': '5' }, { 'Transfer-Encoding': 'chunked' }, { Connection: 'upgrade' }],
  uaid: ['0b1f3a52-6c0e-4b44-9d3c-3b0f9ff8a1f1'],
  times: [1, 5],
  parts: [1, 2, 1000],
  length: [0, 5, 1000],
  retryAfter: [1, 'tomorrow'],
  body: ['', 'hello'],
}

const order = fc
  .constantFrom(
    ...Object.entries(faultKinds).flatMap(([event, kinds]) =>
      Object.entries(kinds).map(([fault, kind]) => ({ event, fault, kind })),
    ),
  )
  .chain(({ event, fault, kind }) => {
    const fields = Object.keys(kind.schema).map((name) => [name, fc.constantFrom(...(values[name] ?? []))])
    const times = fc.constantFrom(1, 2, 'always')
    return fc.record({
      event: fc.constant(event),
      fault: fc.constant(fault),
      with: fc.record(Object.fromEntries(fields)),
      times,
    })
  })

test('any faults', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(order, { minLength: 2, maxLength: 4 }), async (orders) => {
      const server = await FixtureServer.start()
      const control = await ControlServer.start({ server, timeout: 30 })
      const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
        const answer = await ask(control.url, control.token, method, path, { body })
        expect(answer.status, `${method} ${path}`).not.toBe(500)
        return answer.body
      }
      await call('POST', '/clients', { name: 'phone' })
      const { endpoint } = (await call('POST', '/clients/phone/subscriptions')) as { endpoint: string }
      for (const order of orders) expect(await call('POST', '/faults', order)).toMatchObject({ fired: 0 })
      // What a sender gets is the faults' business.
      const post = (): Promise<unknown> =>
        fetch(endpoint, { method: 'POST', headers: { TTL: '60' }, signal: AbortSignal.timeout(30) })
          .then((response) => response.text())
          .catch(() => {})
      await post()
      for (const path of ['/reconnect', '/disconnect']) await call('POST', `/clients/phone${path}`)
      await post()
      for (const path of ['/reconnect', '/subscriptions']) await call('POST', `/clients/phone${path}`)
      for (const path of ['/clients/phone/notifications', '/pushes', '/faults', '/status']) await call('GET', path)
      await call('POST', '/clock/advance', { by: '10m' })
      await control.close()
      await server.close()
    }),
    { numRuns: 40, seed: 8030 },
  )
})
