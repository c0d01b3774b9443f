import { describe, expect, onTestFinished, test } from 'vitest'
import { FixtureServer } from '../../src/fixture/index.ts'
import { Scope } from '../../src/provisioner/index.ts'
import { begin, deserted, openScope, openTarget } from './open-target.ts'

async function startServer(): Promise<FixtureServer> {
  const server = await FixtureServer.start()
  onTestFinished(() => server.close())
  return server
}

function target(server: FixtureServer, lines = ''): ReturnType<typeof openTarget> {
  return openTarget(`[anonymous]\nurl = ${server.url}\n${lines}`)
}

test('each has a UAID and a name of its own, and they can push to each other', async () => {
  const server = await startServer()
  const provisioner = await target(server)
  const scope = openScope()
  const [first, second] = await Promise.all([
    provisioner.getConnectedClient(scope),
    provisioner.getConnectedClient(scope),
  ])
  expect(first.uaid).not.toBe(second.uaid)
  expect([first.name, second.name]).toEqual(['client 1', 'client 2'])
  expect(provisioner.clientsInUse).toBe(2)
  const applicationServer = provisioner.getApplicationServer(scope)
  for (const client of [first, second]) {
    const subscription = await client.subscribe({ applicationServerKey: applicationServer.publicKey })
    await expect(applicationServer.send(subscription, client.name)).resolves.toMatchObject({ status: 201 })
    expect((await client.expectNotification(subscription)).text()).toBe(client.name)
  }
  await scope.close()
  expect(provisioner.clientsInUse).toBe(0)
  await deserted(server)
})

test('discovery learns the origin of the endpoints, and leaves nothing behind', async () => {
  const server = await startServer()
  const provisioner = await target(server, 'quirks[] = topic-not-replaced\nmissing_features[] = topic')
  const discovery = await begin(provisioner)
  expect(discovery.providers.map(({ role, url }) => [role, url])).toEqual([
    ['connection', server.url],
    ['endpoint', server.origin],
  ])
  expect(discovery.quirks).toEqual(['urn:pushwright:quirk:topic-not-replaced'])
  expect(provisioner.capabilities.hasFeature('topic')).toBe(false)
  expect(provisioner.capabilities.hasFeature('vapid')).toBe(true)
  expect(provisioner.capabilities.hasFeature('clock')).toBe(false)
  await deserted(server)
})

describe('endpoint_allow', () => {
  test('forbids posts elsewhere', async () => {
    const server = await startServer()
    const provisioner = await target(server, 'endpoint_allow[] = https://updates.example')
    const scope = openScope()
    const client = await provisioner.getConnectedClient(scope)
    const subscription = await client.subscribe()
    await expect(provisioner.getApplicationServer(scope).send(subscription, 'x')).rejects.toMatchObject({
      code: 'ERR_NOT_ALLOWED',
    })
    expect(server.pushes).toEqual([])
  })
  test('allows what it names', async () => {
    const server = await startServer()
    const provisioner = await target(server, `endpoint_allow[] = ${server.origin}`)
    const scope = openScope()
    const client = await provisioner.getConnectedClient(scope)
    const receipt = await provisioner.getApplicationServer(scope).send(await client.subscribe(), 'x')
    expect(receipt.status).toBe(201)
  })
})

test('the request reaches the client', async () => {
  const server = await startServer()
  server.setBroadcast('news', '2')
  const provisioner = await target(server)
  const scope = openScope()
  const seen: string[] = []
  const client = await provisioner.getConnectedClient(scope, {
    name: 'Alice',
    autoAck: false,
    broadcasts: { news: '1' },
    prepare: (early) => {
      seen.push(`${early.name} ${early.isConnected}`)
      early.on('message', ({ messageType }) => seen.push(messageType))
    },
  })
  expect(client.autoAck).toBe(false)
  expect(seen).toEqual(['Alice false', 'hello'])
  expect(client.transcript.events.find(({ direction }) => direction === 'sent')?.text).toContain('"news":"1"')
})

describe('max_clients', () => {
  test('is a limit at a time', async () => {
    const server = await startServer()
    const provisioner = await target(server, 'max_clients = 1')
    const scope = new Scope('first')
    await provisioner.getConnectedClient(scope)
    await expect(provisioner.getConnectedClient(scope)).rejects.toMatchObject({
      code: 'ERR_LIMIT',
      message:
        'Target "anonymous" allows 1 clients at a time, and 1 are connected. Raise `max_clients`, or run fewer tests at once.',
      details: { limit: 1, inUse: 1 },
    })
    await scope.close()
    await expect(provisioner.getConnectedClient(openScope())).resolves.toMatchObject({ isConnected: true })
  })
  test('counts who is still connecting', async () => {
    const server = await startServer()
    const provisioner = await target(server, 'max_clients = 1')
    const scope = openScope()
    const [first, second] = await Promise.allSettled([
      provisioner.getConnectedClient(scope),
      provisioner.getConnectedClient(scope),
    ])
    expect([first.status, second.status]).toEqual(['fulfilled', 'rejected'])
  })
  test('counts neither who failed nor who came too late', async () => {
    const server = await startServer()
    const provisioner = await target(server, 'max_clients = 1')
    const scope = new Scope('over')
    await expect(
      provisioner.getConnectedClient(scope, { prepare: () => Promise.reject(new Error('not ready')) }),
    ).rejects.toThrow('not ready')
    await expect(provisioner.getConnectedClient(scope, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'ERR_ABORTED',
    })
    await scope.close()
    await expect(provisioner.getConnectedClient(scope)).rejects.toMatchObject({ code: 'ERR_STATE' })
    expect(provisioner.clientsInUse).toBe(0)
    await expect(provisioner.getConnectedClient(openScope())).resolves.toMatchObject({ isConnected: true })
  })
})

test('a client that is still being prepared when the test ends never connects', async () => {
  const server = await startServer()
  const provisioner = await target(server)
  const scope = new Scope('a hasty test')
  const ready = Promise.withResolvers<void>()
  const late = provisioner.getConnectedClient(scope, { prepare: () => ready.promise })
  late.catch(() => {})
  await expect(scope.close()).rejects.toMatchObject({
    code: 'ERR_LEAK',
    message: expect.stringContaining('"a hasty test" ended while client 1 was still being opened'),
  })
  ready.resolve()
  await expect(late).rejects.toMatchObject({ code: 'ERR_ABORTED' })
  await deserted(server)
  expect(provisioner.clientsInUse).toBe(0)
})

test('a client that the test has ended itself is no trouble', async () => {
  const server = await startServer()
  const provisioner = await target(server)
  const scope = openScope()
  const [first, second, third] = await Promise.all([1, 2, 3].map(() => provisioner.getConnectedClient(scope)))
  await first?.disconnect()
  second?.terminate()
  server.disconnect(third?.uaid as string, 'tcp')
  await expect(scope.close()).resolves.toBeUndefined()
})

test('VAPID keys come from the INI', async () => {
  const server = await startServer()
  const key = 'q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94'
  const provisioner = await target(server, `vapid_private_key = ${key}\nvapid_subject = mailto:me@push.example`)
  const scope = openScope()
  const [first, second] = [provisioner.getApplicationServer(scope), provisioner.getApplicationServer(scope)]
  expect(first.publicKey).toBe(second.publicKey)
  const client = await provisioner.getConnectedClient(scope)
  const subscription = await client.subscribe({ applicationServerKey: first.publicKey })
  await expect(second.send(subscription, 'x')).resolves.toMatchObject({ status: 201 })
})

test('a target without url is refused', async () => {
  await expect(openTarget('[anonymous]')).rejects.toMatchObject({ code: 'ERR_CONFIG' })
})

test('a target that is down fails the health probe', async () => {
  const server = await startServer()
  const provisioner = await target(server)
  await provisioner.probeHealth(openScope())
  await server.close()
  await expect(provisioner.probeHealth(openScope())).rejects.toMatchObject({ code: 'ERR_CONNECT' })
})
