// Any program on the machine can open connections to the servers that are there for a browser or for Prometheus.
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { DeviceRegistry } from '../../src/browser/chromium/push/device-registry.ts'
import { MessageChannel } from '../../src/browser/chromium/push/message-channel.ts'
import { PushRelay } from '../../src/browser/firefox/push-relay.ts'
import { RefusingProxy } from '../../src/browser/firefox/refusing-proxy.ts'
import { PageHost } from '../../src/browser/page-host.ts'
import { EphemeralAuthority } from '../../src/fixture/tls/index.ts'
import { startPrometheus } from '../../src/load/index.ts'

interface Started {
  readonly server: { close(): Promise<void> }
  /** That has its port. */
  readonly url: string
}

const servers: readonly (readonly [name: string, limit: number, start: () => Promise<Started>])[] = [
  [
    'the page host',
    1000,
    async () => {
      const server = await PageHost.start()
      return { server, url: server.openSite().origin }
    },
  ],
  [
    'the device registry',
    1000,
    async () => {
      const server = await DeviceRegistry.start({ register: async () => '', unregister: async () => {} })
      return { server, url: server.checkinUrl }
    },
  ],
  [
    'the message channel',
    1000,
    async () => {
      const server = await MessageChannel.start(new EphemeralAuthority('127.0.0.1').server)
      return { server, url: server.url }
    },
  ],
  [
    'the relay of Firefox',
    1000,
    async () => {
      const server = await PushRelay.start()
      return { server, url: server.url }
    },
  ],
  [
    'the proxy of Firefox',
    1000,
    async () => {
      const server = await RefusingProxy.start()
      return { server, url: `http://127.0.0.1:${server.port}` }
    },
  ],
  [
    'the endpoint for Prometheus',
    100,
    async () => {
      const server = await startPrometheus(0)
      return { server, url: server.url }
    },
  ],
]

async function opened(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  socket.on('error', () => {
    // The server closes with all that is left.
  })
  await once(socket, 'connect')
  return socket.resume()
}

test.for(servers)('%s takes %i, and one more is closed at once', async ([, limit, start]) => {
  const { server, url } = await start()
  onTestFinished(() => server.close())
  const port = Number(new URL(url).port)
  const sockets: Socket[] = []
  // The system does not let more wait to be accepted.
  while (sockets.length < limit) sockets.push(...(await Promise.all(Array.from({ length: 100 }, () => opened(port)))))
  await once(await opened(port), 'close')
  expect(sockets.filter(({ closed }) => closed)).toEqual([])
})
