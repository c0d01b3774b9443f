import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { OrderFlow } from '../../examples/live/order-flow.ts'
import { ping } from '../../examples/live/ping.ts'
import { billingService, orderService } from '../../examples/live/shop.ts'
import { InProcessBus, LiveCheck } from '../../src/live/index.ts'

async function listen(server: Server): Promise<string> {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

function liveCheck(bus?: InProcessBus): LiveCheck {
  const live = new LiveCheck({ seed: 1, ...(bus && { bus }) })
  onTestFinished(() => live.stop())
  return live
}

test('a case as an object', async () => {
  const live = liveCheck()
  const pinged = live.add(ping)
  expect(await pinged.runOnce()).toMatchObject({ outcome: 'skip', reason: 'PING_URL is not set' })
  process.env.PING_URL = await listen(createServer((_request, response) => response.end()))
  onTestFinished(() => void delete process.env.PING_URL)
  const { outcome, steps } = await pinged.runOnce()
  expect({ outcome, last: steps.at(-1)?.text }).toEqual({ outcome: 'pass', last: '200 after 1 attempts' })
})

test('a case as a class, whose test goes from one service to the other', async () => {
  const bus = new InProcessBus()
  const [shop, office, watcher] = [liveCheck(bus), liveCheck(bus), liveCheck(bus)]
  const watched = watcher.add(new OrderFlow())
  await watcher.start()
  const url = await listen(orderService(shop, await listen(billingService(office))))
  const answers: string[] = []
  for (let order = 0; order < 50; order++) answers.push(await (await fetch(`${url}/sell`)).text())
  const tests = answers.filter((id) => id !== '').sort()
  expect(tests.length).toBeGreaterThan(0)
  await expect.poll(() => watched.status.totals.pass).toBe(tests.length)
  expect(watched.status.history.map(({ testId }) => testId).sort()).toEqual(tests)
  expect(tests.length).toBeLessThan(50)
})
