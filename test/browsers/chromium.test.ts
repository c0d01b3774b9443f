// Chromium comes and goes without a trace.
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished } from 'vitest'
import { Chromium, chromiumProgram, requireProgram } from '../../src/browser/index.ts'
import { skipWithoutChromium, test } from './chromium-test.ts'
import { isAlive } from './process-group.ts'

skipWithoutChromium()

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
  await expect(Chromium.launch('/bin/false', { timeout: 500 })).rejects.toThrow(
    'Chromium to say where it can be driven; it said: nothing',
  )
})

test('what a page says and asks for is known', async ({ page }) => {
  const server = createServer((request, response) => {
    response.setHeader('Content-Type', 'text/html')
    response.end(
      request.url === '/'
        ? '<img src="/picture"><script>console.warn("careful"); console.error("no"); throw new Error("thrown")</script>'
        : '',
    )
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  await page.goto(`${origin}/`)
  expect(page.complaints.slice(0, 3)).toEqual([
    'warning: careful',
    'error: no',
    expect.stringContaining('exception: Error: thrown'),
  ])
  expect(page.requests).toContain(`${origin}/picture`)
})

test('other machines do not exist', async ({ page }) => {
  await expect(page.goto('http://push.example/')).rejects.toThrow('net::ERR_NAME_NOT_RESOLVED')
})
