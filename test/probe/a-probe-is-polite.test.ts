import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test, vi } from 'vitest'
import { ApplicationServer } from '../../src/application-server/index.ts'
import { Timing } from '../../src/deadline/index.ts'
import { type Behaviour, behaviours, FixtureServer, type FixtureServerOptions } from '../../src/fixture/index.ts'
import { type ProbeOptions, type ProbeReport, runProbe, urlTarget } from '../../src/probe/index.ts'
import { PoliteSender } from '../../src/probing/polite-sender.ts'

vi.setConfig({ testTimeout: 30_000 })

async function start(options: FixtureServerOptions = {}): Promise<FixtureServer> {
  const server = await FixtureServer.start({ transcriptLimit: 100_000, ...options })
  onTestFinished(() => server.close())
  return server
}

const probe = (server: FixtureServer, options: ProbeOptions = {}): Promise<ProbeReport> =>
  runProbe(urlTarget(server.url), { patience: 0, ...options })

/** The channels of which the service has said so. */
function channels(server: FixtureServer, messageType: string): Set<string> {
  const frames = server.transcript.events
    .filter(({ kind, direction, text = '' }) => kind === 'frame' && direction === 'sent' && text.startsWith('{'))
    .map(({ text = '' }) => JSON.parse(text) as Record<string, unknown>)
  return new Set(
    frames
      .filter((frame) => frame.messageType === messageType && frame.status === 200)
      .map(({ channelID }) => String(channelID)),
  )
}

test('gives every channel up, and leaves', async () => {
  const server = await start()
  const { usage } = await probe(server)
  const registered = channels(server, 'register')
  expect(registered.size).toBeGreaterThan(10)
  expect([...registered].filter((channelID) => !channels(server, 'unregister').has(channelID))).toEqual([])
  expect(usage.channelsLeft).toBe(0)
  expect(server.clients).toEqual([])
})

test('needs few clients and few requests', async () => {
  const { usage } = await probe(await start())
  expect(usage.clients).toBeLessThanOrEqual(15)
  expect(usage.requests).toBeLessThanOrEqual(70)
})

test('has never more than a dozen connections open', async () => {
  const server = await start({ limits: { maxConnections: 12 } })
  const { findings } = await probe(server)
  expect(findings.filter(({ state }) => state === 'unknown')).toEqual([])
})

test('keeps no more of an answer than tells what it is', async () => {
  const server = createServer((_request, response) => response.end('x'.repeat(1024 * 1024))).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const applicationServer = new ApplicationServer()
  const sender = new PoliteSender({ applicationServer, timing: new Timing(), maxRequests: 1 })
  onTestFinished(async () => {
    await sender.close()
    server.close()
  })
  const { body } = await sender.request('GET', `http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  expect(body).toHaveLength(64 * 1024)
})

test('waits for the end of an answer as long as for its beginning', async () => {
  const server = createServer((_request, response) => response.write('x')).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const applicationServer = new ApplicationServer()
  const sender = new PoliteSender({ applicationServer, timing: new Timing({ timeout: 300 }), maxRequests: 1 })
  onTestFinished(() => sender.close())
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  await expect(sender.request('GET', url)).rejects.toMatchObject({ code: 'ERR_TIMEOUT' })
})

test('asks nothing where it may not post', async () => {
  const applicationServer = new ApplicationServer({ serviceUrl: 'wss://push.example/' })
  const sender = new PoliteSender({ applicationServer, timing: new Timing(), maxRequests: 2 })
  onTestFinished(() => sender.close())
  for (const method of ['GET', 'OPTIONS'] as const) {
    await expect(sender.request(method, 'http://127.0.0.1:1/')).rejects.toMatchObject({ code: 'ERR_NOT_ALLOWED' })
  }
})

test('does not make more requests than it may', async () => {
  const server = await start()
  const { findings } = await probe(server, { maxRequests: 5 })
  expect(server.pushes.length).toBeLessThanOrEqual(5)
  expect(findings.find(({ name }) => name === 'plain-get-500')?.seen).toMatch(/may make 5 HTTP requests|answered/)
  expect(findings.find(({ name }) => name === 'uaid-simple-form')?.state).toBe('absent')
  expect(findings.filter(({ seen }) => seen.includes('may make 5 HTTP requests')).length).toBeGreaterThan(20)
})

test('counts the channels that a service does not let it give up', async () => {
  const { usage } = await probe(await start({ behaviours: [behaviours.withoutUnregister as Behaviour] }))
  expect(usage.channelsLeft).toBeGreaterThan(0)
})

test('looks for the named ones alone', async () => {
  const server = await start()
  const { findings } = await probe(server, { only: ['uaid-simple-form', 'urn:pushwright:feature:app-ping'] })
  expect(findings.map(({ name, state }) => `${name}: ${state}`)).toEqual([
    'app-ping: present',
    'uaid-simple-form: absent',
  ])
  expect(server.pushes).toEqual([])
})

test('a name that nobody has is refused with the nearest', async () => {
  const server = await start()
  await expect(probe(server, { only: ['topik'] })).rejects.toMatchObject({
    code: 'ERR_OPTION',
    message: 'Expected a quirk or a feature to probe, got topik. Did you mean topic?',
  })
  expect(server.clients).toEqual([])
})

test('one probe that takes too long says nothing about the others', async () => {
  const server = await start()
  server.faults.each('post').hang()
  const { findings } = await probe(server, { only: ['uaid-simple-form', 'location'], probeTimeout: 200 })
  expect(findings.map(({ name, state }) => `${name}: ${state}`)).toEqual([
    'location: unknown',
    'uaid-simple-form: absent',
  ])
})

test('an interrupted probe gives its channels up all the same', async () => {
  const server = await start()
  const controller = new AbortController()
  const probing = probe(server, { signal: controller.signal })
  await server.waitForPush()
  controller.abort()
  await expect(probing).rejects.toMatchObject({ code: 'ERR_ABORTED' })
  await expect.poll(() => server.clients).toEqual([])
})

test('a service that is not there is an error', async () => {
  const server = await start()
  await server.close()
  await expect(probe(server)).rejects.toMatchObject({ code: 'ERR_CONNECT' })
})

test('a server that is no push service is an error', async () => {
  const server = createServer((_, response) => response.writeHead(404).end()).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await expect.poll(() => server.listening).toBe(true)
  const { port } = server.address() as AddressInfo
  await expect(runProbe(urlTarget(`ws://127.0.0.1:${port}/`))).rejects.toMatchObject({ code: 'ERR_CONNECT' })
})

test('a URL that is none of a push service is refused', () => {
  expect(() => urlTarget('https://push.example/')).toThrow('Expected the URL of a push service, ws: or wss:')
})

test('a service that takes no message is told as far as it can be', async () => {
  const server = await start({ limits: { maxDataBytes: 10 } })
  const { findings } = await probe(server)
  const state = (wanted: string): string | undefined => findings.find(({ name }) => name === wanted)?.state
  expect([state('app-ping'), state('uaid-simple-form'), state('location')]).toEqual(['present', 'absent', 'unknown'])
  expect(findings.find(({ name }) => name === 'location')?.seen).toBe(
    'The service takes no message: it answered 413, 413, 413, 413, 413, 413.',
  )
})
