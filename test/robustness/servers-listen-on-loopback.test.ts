// Every server that this package opens, looked at where the system sees it.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
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

interface Closing {
  close(): Promise<void>
}

async function opened<T extends Closing>(starting: Promise<T>): Promise<T> {
  const server = await starting
  onTestFinished(() => server.close())
  return server
}

/** The addresses at which this process listens, in the hexadecimal of the kernel. */
function listening(): string[] {
  const own = new Set(
    readdirSync('/proc/self/fd').flatMap((fd) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/self/fd/${fd}`))?.[1] ?? []
      } catch {
        // It was the one for reading this directory.
        return []
      }
    }),
  )
  const listens = '0A'
  return ['/proc/self/net/tcp', '/proc/self/net/tcp6'].flatMap((table) =>
    readFileSync(table, 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter((columns) => columns[3] === listens && own.has(columns[9] ?? ''))
      .map((columns) => (columns[1] as string).split(':')[0] as string),
  )
}

test.runIf(process.platform === 'linux')('all of them at 127.0.0.1', async () => {
  const before = listening().length
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
  const addresses = listening()
  expect(addresses.length - before).toBeGreaterThanOrEqual(10)
  expect(new Set(addresses)).toEqual(new Set(['0100007F']))
})
