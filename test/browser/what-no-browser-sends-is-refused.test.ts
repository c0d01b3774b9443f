// Any program on the machine can reach the servers that are there for a browser.
import { once } from 'node:events'
import { request } from 'node:http'
import { type Socket, connect as tcpConnect } from 'node:net'
import { connect, type TLSSocket } from 'node:tls'
import { expect, onTestFinished, test } from 'vitest'
import { DeviceRegistry } from '../../src/browser/chromium/push/device-registry.ts'
import { MessageChannel } from '../../src/browser/chromium/push/message-channel.ts'
import { encodePacket, PacketReader, PacketTag, protocolVersion } from '../../src/browser/chromium/push/packets.ts'
import { PageHost } from '../../src/browser/page-host.ts'
import type { WorkerReport } from '../../src/browser/worker-report.ts'
import { EphemeralAuthority } from '../../src/fixture/tls/index.ts'

function post(url: string, body: string, headers: Record<string, string> = {}): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { method: 'POST', headers }, (answer) => {
      answer.resume()
      resolve(answer.statusCode)
    })
    asked.once('error', reject).end(body)
  })
}

/** Posts to a site of its own, by the address that its name stands for. */
async function pages(): Promise<{
  report(body: string, host?: string): Promise<number | undefined>
  reports: WorkerReport[]
}> {
  const pageHost = await PageHost.start()
  onTestFinished(() => pageHost.close())
  const site = pageHost.openSite()
  const reports: WorkerReport[] = []
  site.onReport = (report) => reports.push(report)
  const { host: own, port } = new URL(site.origin)
  const url = `http://127.0.0.1:${port}/__pushwright__/report`
  return { report: (body, host = own) => post(url, body, { host }), reports }
}

async function registry(): Promise<DeviceRegistry> {
  const started = await DeviceRegistry.start({ register: async () => 'token', unregister: async () => {} })
  onTestFinished(() => started.close())
  return started
}

test('a report that is none is refused, and the next one is taken', async () => {
  const { report, reports } = await pages()
  for (const body of ['', 'no JSON', '[]', '{"type":"push"}', '{"type":"toString","scope":"/"}']) {
    expect(await report(body)).toBe(400)
  }
  const push = { type: 'push', scope: '/a/', data: null }
  expect(await report(JSON.stringify(push))).toBe(204)
  expect(reports).toEqual([push])
})

test('a report of more than a megabyte is refused', async () => {
  const { report, reports } = await pages()
  const data = 'x'.repeat(1024 * 1024)
  expect(await report(JSON.stringify({ type: 'push', scope: '/', data }))).toBe(400)
  expect(reports).toEqual([])
})

test('a request for another host is refused, as of a page that a foreign name points here', async () => {
  const { report, reports } = await pages()
  expect(await report(JSON.stringify({ type: 'push', scope: '/', data: null }), 'push.example')).toBe(404)
  expect(reports).toEqual([])
  const { registrationUrl } = await registry()
  expect(await post(registrationUrl, 'sender=x', { host: 'push.example' })).toBe(403)
  expect(await post(registrationUrl, 'sender=x')).toBe(200)
})

test('a registration of more than a megabyte is refused', async () => {
  const { registrationUrl } = await registry()
  expect(await post(registrationUrl, 'x'.repeat(1024 * 1024 + 1))).toBe(413)
})

test('a packet that is longer than those of browsers is refused before its bytes come', () => {
  const version = 41
  const reader = new PacketReader()
  expect(() => reader.push(Buffer.of(version, 8, 0xff, 0xff, 0xff, 0xff, 0x0f))).toThrow(
    expect.objectContaining({ code: 'ERR_LIMIT' }),
  )
  const endless = new PacketReader()
  expect(() => endless.push(Buffer.alloc(20, 0xff))).toThrow(expect.objectContaining({ code: 'ERR_LIMIT' }))
})

/** The browser's end of a message channel. */
async function channel(): Promise<TLSSocket> {
  const started = await MessageChannel.start(new EphemeralAuthority('127.0.0.1').server)
  onTestFinished(() => started.close())
  const socket = connect({ port: Number(new URL(started.url).port), host: '127.0.0.1', rejectUnauthorized: false })
  onTestFinished(() => void socket.destroy())
  socket.on('error', () => {
    // It is cut off while it writes.
  })
  await once(socket, 'secureConnect')
  socket.write(Buffer.of(protocolVersion))
  return socket
}

test('a packet of 64 KiB is answered, and one that is longer ends the connection', async () => {
  const socket = await channel()
  socket.write(encodePacket(PacketTag.LoginRequest, Buffer.alloc(64 * 1024)))
  expect((await once(socket, 'data'))[0][0]).toBe(protocolVersion)
  const closed = once(socket.resume(), 'close')
  socket.write(encodePacket(PacketTag.HeartbeatPing, Buffer.alloc(64 * 1024 + 1)))
  await closed
})

test('a stranger on the message channel does not keep it from closing', async () => {
  const messages = await MessageChannel.start(new EphemeralAuthority('127.0.0.1').server)
  const { port, hostname } = new URL(messages.url)
  const strangers = [
    tcpConnect(Number(port), hostname),
    connect({ port: Number(port), host: hostname, rejectUnauthorized: false }),
  ]
  onTestFinished(() => {
    for (const stranger of strangers) stranger.destroy()
  })
  await Promise.all([once(strangers[0] as Socket, 'connect'), once(strangers[1] as Socket, 'secureConnect')])
  const ended = strangers.map((stranger) =>
    once(
      stranger.resume().on('error', () => {}),
      'close',
    ),
  )
  await messages.close()
  await Promise.all(ended)
})
