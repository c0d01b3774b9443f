// Every server that this package opens, looked at where the system sees it.
import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import WebSocket from 'ws'
import { DeviceRegistry } from '../../src/browser/chromium/push/device-registry.ts'
import { MessageChannel } from '../../src/browser/chromium/push/message-channel.ts'
import { PushRelay } from '../../src/browser/firefox/push-relay.ts'
import { RefusingProxy } from '../../src/browser/firefox/refusing-proxy.ts'
import { PageHost } from '../../src/browser/page-host.ts'
import { ControlServer } from '../../src/control/index.ts'
import { FixtureServer } from '../../src/fixture/index.ts'
import { EphemeralAuthority } from '../../src/fixture/tls/index.ts'
import { LiveCheck, StatusServer } from '../../src/live/index.ts'
import { startPrometheus } from '../../src/load/index.ts'
import { listeningAddresses, loopback } from '../browsers/network-peers.ts'

interface Closing {
  close(): Promise<void>
}

async function opened<T extends Closing>(starting: Promise<T>): Promise<T> {
  const server = await starting
  onTestFinished(() => server.close())
  return server
}

test.runIf(process.platform === 'linux')('all of them at 127.0.0.1', async () => {
  const before = listeningAddresses(['self']).length
  const fixture = await opened(FixtureServer.start())
  await opened(FixtureServer.start({ tls: true }))
  await opened(ControlServer.start({ server: fixture }))
  await opened(StatusServer.start(new LiveCheck()))
  await opened(startPrometheus(0))
  await opened(PageHost.start())
  await opened(DeviceRegistry.start({ register: async () => '', unregister: async () => {} }))
  await opened(MessageChannel.start(new EphemeralAuthority('127.0.0.1').server))
  await opened(PushRelay.start())
  await opened(RefusingProxy.start())
  const addresses = listeningAddresses(['self'])
  expect(addresses.length - before).toBeGreaterThanOrEqual(10)
  expect(new Set(addresses)).toEqual(new Set([loopback]))
})

test('the relay of Firefox refuses a page', async () => {
  const relay = await opened(PushRelay.start())
  relay.goOnline()
  const statusFor = async (origin: string | undefined): Promise<number | undefined> => {
    const socket = new WebSocket(relay.url, origin === undefined ? {} : { origin })
    const [{ statusCode }] = await Promise.race([
      once(socket, 'unexpected-response').then(([, response]) => [response]),
      once(socket, 'upgrade'),
    ])
    socket.on('error', () => {})
    socket.terminate()
    return statusCode
  }
  expect(await statusFor('https://shop.example')).toBe(403)
  expect(await statusFor(new URL(relay.url).origin.replace(/^ws/, 'http'))).toBe(403)
  expect(await statusFor(undefined)).toBe(403)
  expect(await statusFor(relay.url)).toBe(101)
})
