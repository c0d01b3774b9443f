// Any program on the machine can reach the servers that are there for a browser.
import { request } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { DeviceRegistry } from '../../src/browser/chromium/push/device-registry.ts'
import { PacketReader } from '../../src/browser/chromium/push/packets.ts'
import { PageHost } from '../../src/browser/page-host.ts'
import type { WorkerReport } from '../../src/browser/worker-report.ts'

const reportPath = '/__pushwright__/report'

function post(url: string, body: string, headers: Record<string, string> = {}): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { method: 'POST', headers }, (answer) => {
      answer.resume()
      resolve(answer.statusCode)
    })
    asked.once('error', reject).end(body)
  })
}

async function pages(): Promise<{ origin: string; reports: WorkerReport[] }> {
  const host = await PageHost.start()
  onTestFinished(() => host.close())
  const reports: WorkerReport[] = []
  host.onReport = (report) => reports.push(report)
  return { origin: host.origin, reports }
}

async function registry(): Promise<DeviceRegistry> {
  const started = await DeviceRegistry.start({ register: async () => 'token', unregister: async () => {} })
  onTestFinished(() => started.close())
  return started
}

test('a report that is none is refused, and the next one is taken', async () => {
  const { origin, reports } = await pages()
  for (const body of ['', 'no JSON', '[]', '{"type":"push"}', '{"type":"toString","scope":"/"}']) {
    expect(await post(origin + reportPath, body)).toBe(400)
  }
  const report = { type: 'push', scope: '/a/', data: null }
  expect(await post(origin + reportPath, JSON.stringify(report))).toBe(204)
  expect(reports).toEqual([report])
})

test('a report of more than a megabyte is refused', async () => {
  const { origin, reports } = await pages()
  const data = 'x'.repeat(1024 * 1024)
  expect(await post(origin + reportPath, JSON.stringify({ type: 'push', scope: '/', data }))).toBe(400)
  expect(reports).toEqual([])
})

test('a request for another host is refused, as of a page that a foreign name points here', async () => {
  const { origin, reports } = await pages()
  const report = JSON.stringify({ type: 'push', scope: '/', data: null })
  expect(await post(origin + reportPath, report, { host: 'push.example' })).toBe(403)
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
