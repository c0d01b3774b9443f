import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { FixtureServer } from 'pushwright/core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ApplicationServer } from '../../src/application-server/index.ts'

let server: Server
let origin = ''

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/moved') response.writeHead(302, { Location: '/elsewhere' }).end()
    else if (request.url === '/silent') return
    else response.writeHead(418).end(request.method)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterAll(() => {
  server.closeAllConnections()
  server.close()
})

test('gives whatever status as a response, follows no redirect, and writes both into the transcript', async () => {
  await using applicationServer = new ApplicationServer()
  const put = await applicationServer.fetch(`${origin}/tea?a=b`, { method: 'PUT', body: 'leaves' })
  expect({ status: put.status, text: await put.text() }).toEqual({ status: 418, text: 'PUT' })
  const moved = await applicationServer.fetch(new URL('/moved', origin))
  expect({ status: moved.status, location: moved.headers.get('location') }).toEqual({
    status: 302,
    location: '/elsewhere',
  })
  expect(applicationServer.transcript.events.map(({ text }) => text)).toEqual([
    'PUT /tea?a=b',
    '418',
    'GET /moved',
    '302',
  ])
})

test('refuses an origin that is not allowed', async () => {
  await using applicationServer = new ApplicationServer({ allowedOrigins: ['https://push.example'] })
  await expect(applicationServer.fetch(origin)).rejects.toMatchObject({ code: 'ERR_NOT_ALLOWED' })
  await expect(applicationServer.fetch('/status')).rejects.toMatchObject({ code: 'ERR_OPTION' })
})

test('trusts the authority that it is told of, and no other', async () => {
  await using service = await FixtureServer.start({ tls: true })
  const url = new URL('/__lbheartbeat__', service.origin)
  await using trusting = new ApplicationServer({ tls: { ca: service.ca as string } })
  expect((await trusting.fetch(url)).status).toBe(200)
  await using stranger = new ApplicationServer()
  await expect(stranger.fetch(url)).rejects.toMatchObject({
    code: 'ERR_NETWORK',
    message: expect.stringMatching(/got no answer: \w*(CERT|SIGNATURE|ISSUER)/),
  })
})

test('a service that does not answer in time, or not at all, is an error', async () => {
  await using applicationServer = new ApplicationServer()
  await expect(applicationServer.fetch(`${origin}/silent`, { timeout: 50 })).rejects.toMatchObject({
    code: 'ERR_TIMEOUT',
  })
  const aborted = AbortSignal.abort()
  await expect(applicationServer.fetch(`${origin}/silent`, { signal: aborted })).rejects.toMatchObject({
    code: 'ERR_ABORTED',
  })
  await applicationServer.close()
  await expect(applicationServer.fetch(origin)).rejects.toMatchObject({ code: 'ERR_STATE' })
})
