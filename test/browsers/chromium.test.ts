// Chromium comes and goes without a trace.
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, vi } from 'vitest'
import { Chromium, ChromiumSeat, chromiumProgram, requireProgram } from '../../src/browser/index.ts'
import { generateVapidKeys } from '../../src/core.ts'
import { skipWithoutChromium, test } from './chromium-test.ts'
import { readNetLog } from './net-log.ts'
import { listeningAddresses, loopback } from './network-peers.ts'
import { isAlive, processesOf } from './process-group.ts'

skipWithoutChromium()

function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'pushwright-test-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  return directory
}

/** Serves pages until the test is over, and gives their origin. */
async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

test('closing ends every process, and removes the profile', async () => {
  const chromium = await Chromium.launch(requireProgram(chromiumProgram))
  expect(isAlive(chromium.processGroup)).toBe(true)
  expect(existsSync(chromium.directory)).toBe(true)
  await Promise.all([chromium.close(), chromium.close()])
  // Whoever inherited the dead has to bury them.
  await expect.poll(() => isAlive(chromium.processGroup), { timeout: 10_000 }).toBe(false)
  expect(existsSync(chromium.directory)).toBe(false)
})

test('a program that is no browser is told', async () => {
  await expect(Chromium.launch('/bin/false')).rejects.toThrow(
    'Expected Chromium to run, but it ended; it said: nothing',
  )
  const silent = join(temporaryDirectory(), 'silent')
  writeFileSync(silent, '#!/bin/sh\nexec sleep 600\n', { mode: 0o755 })
  await expect(Chromium.launch(silent, { timeout: 500 })).rejects.toThrow(
    'Chromium to say where it can be driven; it said: nothing',
  )
})

test('a window needs a display, and says so', async () => {
  vi.stubEnv('DISPLAY', undefined)
  vi.stubEnv('WAYLAND_DISPLAY', undefined)
  onTestFinished(() => void vi.unstubAllEnvs())
  await expect(Chromium.launch(requireProgram(chromiumProgram), { headless: false })).rejects.toThrow(
    /Expected Chromium to run, but it ended; it said: .*DISPLAY/,
  )
})

test('what a page says and asks for is known', async ({ page }) => {
  const origin = await serve((request, response) => {
    response.setHeader('Content-Type', 'text/html')
    response.end(
      request.url === '/'
        ? '<img src="/picture"><script>console.warn("careful"); console.error("no"); throw new Error("thrown")</script>'
        : '',
    )
  })
  await page.goto(`${origin}/`)
  expect(page.complaints.slice(0, 3)).toEqual([
    'warning: careful',
    'error: no',
    expect.stringContaining('exception: Error: thrown'),
  ])
  expect(page.requests).toContain(`${origin}/picture`)
})

test('of a page that never stops, the last 500 complaints and requests are kept', async ({ page }) => {
  const origin = await serve((_request, response) => response.end())
  await page.goto(`${origin}/`)
  await page.evaluate(`(async () => {
    for (let count = 1; count <= 600; count++) {
      console.warn(String(count))
      await fetch('/' + count)
    }
  })()`)
  const last = Array.from({ length: 500 }, (_, index) => index + 101)
  expect(page.complaints).toEqual(last.map((count) => `warning: ${count}`))
  expect(page.requests).toEqual(last.map((count) => `${origin}/${count}`))
  expect([...page.origins]).toContain(origin)
})

test('a push client connects to nobody but the loopback interface', async () => {
  const file = join(temporaryDirectory(), 'net.json')
  const program = requireProgram(chromiumProgram)
  // With all that it has to say about its network.
  const seat = await ChromiumSeat.open({ program, switches: [`--log-net-log=${file}`] })
  const nobody = { register: async () => 'token', unregister: async () => {}, acknowledged: () => {} }
  const visit = await seat.takeVisit(nobody)
  await visit.subscribe('/', generateVapidKeys().publicKey)
  for (const elsewhere of ['http://push.example/', 'http://192.0.2.1/']) {
    await expect(visit.page.evaluate(`fetch('${elsewhere}')`)).rejects.toThrow('Failed to fetch')
  }
  await seat.close()
  const log = readNetLog(file)
  const attempts = log.filter(({ type }) => type === 'TCP_CONNECT_ATTEMPT').flatMap(({ address }) => address ?? [])
  expect(attempts).not.toEqual([])
  for (const address of attempts) expect(address).toMatch(/^127\.0\.0\.1:\d+$/)
  // It looks for a route to IPv6, for which it opens a socket and sends nothing.
  expect(log.filter(({ type }) => type === 'UDP_BYTES_SENT')).toEqual([])
})

test('the port to drive it by is at the loopback interface', async ({ chromium, page }) => {
  expect(await page.evaluate('1 + 1')).toBe(2)
  expect(listeningAddresses(processesOf(chromium.processGroup))).toEqual([loopback])
})

test('other machines do not exist', async ({ page }) => {
  await expect(page.goto('http://push.example/')).rejects.toThrow('net::ERR_NAME_NOT_RESOLVED')
})
