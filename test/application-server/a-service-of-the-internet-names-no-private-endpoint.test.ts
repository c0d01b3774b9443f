import { expect, test } from 'vitest'
import { urlTarget as probeTarget } from '../../src/probe/url-target.ts'
import { urlTarget } from '../../src/scenario/index.ts'
import { openScope, openTarget } from '../provisioners/open-target.ts'
import { makeSender, startEndpoint } from './raw-endpoint.ts'

const serviceUrl = 'wss://push.example/'

test.each([
  'http://127.0.0.1/',
  'http://127.1/',
  'http://2130706433/',
  'http://127.0.0.1./',
  'http://0.0.0.0/',
  'http://10.1.2.3/',
  'http://100.64.0.1/',
  'http://169.254.169.254/latest/meta-data',
  'http://172.31.255.255/',
  'http://192.168.0.1/',
  'http://[::1]/',
  'http://[::]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[fd00::1]/',
  'http://[fe80::1]/',
  'http://localhost/',
  'http://LOCALHOST./',
  'http://a.localhost/',
])('%s', async (endpoint) => {
  const refused = { code: 'ERR_NOT_ALLOWED', message: expect.stringContaining('Add it to `endpoint_allow`') }
  await expect(makeSender({ serviceUrl }).prepare({ endpoint })).rejects.toMatchObject(refused)
})

test.each([
  'https://updates.push.example/',
  'http://172.32.0.1/',
  'http://[2001:db8::1]/',
  'http://localhost.example/',
])('but %s', async (endpoint) => {
  expect(await makeSender({ serviceUrl }).prepare({ endpoint })).toMatchObject({ endpoint })
})

test.each([
  'ws://127.0.0.1:8080/',
  'ws://localhost/',
  'wss://10.0.0.1/',
  'ws://[::1]/',
  'ws://autopush:8080/',
  'ws://host.docker.internal/',
  'wss://push.local/',
])('nor is anything refused that %s names, which is private itself', async (url) => {
  const { url: endpoint } = await startEndpoint()
  expect(await makeSender({ serviceUrl: url }).send({ endpoint })).toMatchObject({ status: 201 })
})

test('nor what is allowed', async () => {
  const { url: endpoint, origin } = await startEndpoint()
  const sender = makeSender({ serviceUrl, allowedOrigins: [origin] })
  expect(await sender.send({ endpoint })).toMatchObject({ status: 201 })
})

test('nor what somebody has said instead of the service', async () => {
  const { url: endpoint, origin } = await startEndpoint()
  const target = urlTarget(serviceUrl, { endpointOrigin: origin })
  expect(await (await target.openApplicationServer()).send({ endpoint })).toMatchObject({ status: 201 })
})

test('scenarios, probes and anonymous clients post to none', async () => {
  const { url: endpoint, requests } = await startEndpoint()
  const anonymous = await openTarget(`[anonymous]\nurl = ${serviceUrl}`)
  const senders = [
    urlTarget(serviceUrl).openApplicationServer(),
    probeTarget(serviceUrl).openApplicationServer(),
    anonymous.getApplicationServer(openScope()),
  ]
  for (const sender of senders) {
    await expect((await sender).send({ endpoint })).rejects.toMatchObject({ code: 'ERR_NOT_ALLOWED' })
  }
  expect(requests).toEqual([])
})
