// Firefox and the push service as two WebSockets that do not read when they should.
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { setImmediate as turn } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { PushRelay } from '../../src/browser/firefox/push-relay.ts'

const megabyte = 1024 * 1024
/** More than the system holds for the sockets, which is some 10 MiB for each connection. */
const count = 64
const most = count / 2

/** A relay between Firefox, as far as the handshake, and a service that may keep Firefox waiting with its own. */
async function open({ holds = false } = {}) {
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false })
  const http = createServer()
  const served: Duplex[] = []
  let accept = (): void => {}
  http.on('upgrade', (request, tcp, head) => {
    served.push(tcp)
    accept = () => sockets.handleUpgrade(request, tcp, head, (socket) => sockets.emit('connection', socket))
    if (!holds) accept()
  })
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  const relay = await PushRelay.start()
  onTestFinished(async () => {
    await relay.close()
    for (const tcp of served) tcp.destroy()
    http.close()
  })
  await relay.serve({ url: `ws://127.0.0.1:${(http.address() as AddressInfo).port}/` })
  relay.goOnline()
  const upgraded = once(http, 'upgrade')
  const connected = once(sockets, 'connection')
  const browser = new WebSocket(relay.url, { origin: relay.url, perMessageDeflate: false })
  onTestFinished(() => browser.terminate())
  browser.on('error', () => {})
  await Promise.all([once(browser, 'open'), upgraded])
  return {
    relay,
    browser,
    accept: () => accept(),
    service: async () => (await connected)[0] as WebSocket,
  }
}

/** A frame of almost a mebibyte that says its number. */
function frame(number: number): string {
  return JSON.stringify({
    messageType: 'notification',
    channelID: randomUUID(),
    version: String(number),
    data: 'x'.repeat(megabyte - 200),
  })
}

const frames = Array.from({ length: count }, (_, number) => frame(number))

/** Waits until all frames have come, in order. */
async function all(socket: WebSocket): Promise<void> {
  const expected = [...frames]
  await new Promise<void>((resolve) => {
    socket.on('message', (data) => {
      expect(String(data) === expected.shift()).toBe(true)
      if (expected.length === 0) resolve()
    })
  })
}

/** Time for a relay that reads all it can to do so. */
async function turns(): Promise<void> {
  for (let turns = 0; turns < 5000; turns++) await turn()
}

test('of the service, while Firefox does not read', async () => {
  const { relay, browser, service } = await open()
  const [end, arrived] = [await service(), all(browser)]
  let read = 0
  relay.on('received', () => read++)
  browser.pause()
  for (const frame of frames) end.send(frame)
  await turns()
  expect(read).toBeLessThan(most)
  // The other direction does not wait.
  const heard = once(end, 'message')
  browser.send('{}')
  expect(String((await heard)[0])).toBe('{}')
  browser.resume()
  await arrived
})

test('of Firefox, while the service does not read', async () => {
  const { browser, service } = await open()
  const end = await service()
  const arrived = all(end)
  end.pause()
  for (const frame of frames) browser.send(frame)
  await turns()
  expect(browser.bufferedAmount).toBeGreaterThan(most * megabyte)
  end.resume()
  await arrived
})

test('nothing of Firefox, before the service is there to hear it', async () => {
  const { relay, browser, accept, service } = await open({ holds: true })
  const sent: string[] = []
  relay.on('sent', ({ messageType }) => sent.push(messageType))
  browser.send('{"messageType":"hello","use_webpush":true}')
  for (const frame of frames) browser.send(frame)
  await turns()
  expect(browser.bufferedAmount).toBeGreaterThan(most * megabyte)
  expect(sent).toEqual([])
  accept()
  const [hello] = await once(await service(), 'message')
  expect(String(hello)).toContain('hello')
})

test('and goes offline all the same', async () => {
  const { relay, browser, service } = await open()
  const end = await service()
  browser.pause()
  for (const frame of frames) end.send(frame)
  await turns()
  await relay.goOffline({ code: 1001 })
})

test.for(['browser', 'service'] as const)('a frame of more than a mebibyte of the %s ends the session', async (who) => {
  const { relay, browser, service } = await open()
  const ends = { browser, service: await service() }
  const closed = Promise.all([once(relay, 'close'), once(ends.browser, 'close'), once(ends.service, 'close')])
  ends[who].send('x'.repeat(megabyte + 1))
  await closed
})

test('a frame of a mebibyte is passed on', async () => {
  const { browser, service } = await open()
  const heard = once(browser, 'message')
  const end = await service()
  end.send('x'.repeat(megabyte))
  expect(String((await heard)[0])).toHaveLength(megabyte)
})
