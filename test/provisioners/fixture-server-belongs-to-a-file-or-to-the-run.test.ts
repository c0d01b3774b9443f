import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { Feature } from '../../src/features/index.ts'
import type { Provisioner } from '../../src/provisioner/index.ts'
import { begin, openScope, openTarget } from './open-target.ts'

async function pushOnce(provisioner: Provisioner): Promise<string> {
  const scope = openScope()
  const client = await provisioner.getConnectedClient(scope)
  const subscription = await client.subscribe()
  await provisioner.getApplicationServer(scope).send(subscription, 'hi')
  return (await client.expectNotification(subscription)).text()
}

describe('scope = file', () => {
  test('starts a server in the worker, and ends it', async () => {
    const provisioner = await openTarget('[fixture-server]')
    const shared = await provisioner.prepareRun()
    expect(shared).toEqual({})
    await provisioner.probeHealth(openScope())
    const discovery = await provisioner.discover(openScope(), shared)
    expect(provisioner.server).toBeUndefined()
    await provisioner.initialise(discovery)
    const { server } = provisioner
    expect(server?.clients).toEqual([])
    expect(await pushOnce(provisioner)).toBe('hi')
    expect(server?.pushes).toHaveLength(1)
    await provisioner.finalise()
    expect(provisioner.server).toBeUndefined()
    await expect(fetch(`${server?.origin}/health`)).rejects.toThrow()
    await provisioner.finalise()
    await provisioner.finishRun()
  })

  test('two workers have two servers', async () => {
    const [first, second] = [await openTarget('[fixture-server]'), await openTarget('[fixture-server]')]
    await begin(first)
    await begin(second)
    expect(first.server?.origin).not.toBe(second.server?.origin)
  })

  test('a test can reach into it, and its clock is the clients’', async () => {
    const provisioner = await openTarget('[fixture-server]')
    await begin(provisioner)
    expect(provisioner.capabilities.hasFeature(Feature.ControlServer)).toBe(true)
    const client = await provisioner.getConnectedClient(openScope())
    const before = provisioner.server?.clock.now() ?? 0
    await client.expectNone({ within: 1_000_000 })
    expect((provisioner.server?.clock.now() ?? 0) - before).toBeGreaterThanOrEqual(1_000_000)
  })
})

describe('scope = run', () => {
  test('one server for main process and workers', async () => {
    const ini = '[fixture-server]\nscope = run'
    const main = await openTarget(ini)
    const shared = await main.prepareRun()
    onTestFinished(() => main.finishRun())
    expect(Object.keys(shared)).toEqual(['url', 'origin', 'httpOrigin', 'stash'])
    await main.probeHealth(openScope())
    // To the workers it travels as plain data.
    const discovery = structuredClone(await main.discover(openScope(), shared))
    const workers = [await openTarget(ini), await openTarget(ini)]
    const clients = []
    for (const worker of workers) {
      await worker.initialise(discovery)
      expect(worker.server).toBeUndefined()
      expect(worker.capabilities.hasFeature(Feature.ControlServer)).toBe(false)
      expect(await pushOnce(worker)).toBe('hi')
      clients.push(await worker.getConnectedClient(openScope()))
      await worker.finalise()
    }
    expect(new Set(clients.map(({ url }) => url))).toEqual(new Set([shared.url]))
    await main.finishRun()
    await expect(clients[0]?.expectNotification()).rejects.toMatchObject({ code: 'ERR_CLOSED' })
  })
})

describe('the HTTP side', () => {
  test.each(['file', 'run'])('serves the root, and its stash is that of the tests, scope = %s', async (scope) => {
    const root = mkdtempSync(join(tmpdir(), 'pushwright-root-'))
    onTestFinished(() => rmSync(root, { recursive: true }))
    const source = "export default ({ query, stash }) => stash.put(query.get('id'), 'from the handler', { path: '/' })"
    writeFileSync(join(root, 'put.handler.mjs'), source)
    const main = await openTarget(`[fixture-server]\nroot = .\nscope = ${scope}`, root)
    const shared = await main.prepareRun()
    onTestFinished(() => main.finishRun())
    const discovery = structuredClone(await main.discover(openScope(), shared))
    const worker = await openTarget(`[fixture-server]\nroot = .\nscope = ${scope}`, root)
    await worker.initialise(discovery)
    onTestFinished(() => worker.finalise())
    const id = randomUUID()
    expect((await fetch(`${worker.httpOrigin}/put.handler.mjs?id=${id}`)).status).toBe(200)
    expect(await worker.stash?.take(id)).toBe('from the handler')
  })

  test('needs a root that is a directory', async () => {
    await expect(openTarget('[fixture-server]\nroot = ./nowhere')).rejects.toThrow(
      /e2etest\.ini:2 \[fixture-server\] root: expected a directory, there is none at \/project\/nowhere/,
    )
  })
})

describe('tls', () => {
  test.each(['file', 'run'])('is trusted without any other setting, scope = %s', async (scope) => {
    const provisioner = await openTarget(`[fixture-server]\ntls = true\nscope = ${scope}`)
    await begin(provisioner)
    const client = await provisioner.getConnectedClient(openScope())
    expect(client.url).toMatch(/^wss:/)
    expect(await pushOnce(provisioner)).toBe('hi')
  })
})

describe('what is declared is played', () => {
  const registerTwice = async (ini: string): Promise<Set<string | undefined>> => {
    const provisioner = await openTarget(ini)
    await begin(provisioner)
    const client = await provisioner.getConnectedClient(openScope())
    const { channelID, pushEndpoint } = await client.register()
    return new Set([pushEndpoint, (await client.register(channelID)).pushEndpoint])
  }

  test('a quirk, and not without it', async () => {
    expect((await registerTwice('[fixture-server]\nquirks[] = register-endpoint-changes')).size).toBe(2)
    expect((await registerTwice('[fixture-server]')).size).toBe(1)
  })

  test('a profile, with its quirks', async () => {
    const ideal = await openTarget('[fixture-server]')
    const autopush = await openTarget('[fixture-server]\nprofile = autopush')
    const [of, ofAutopush] = [await begin(ideal), await begin(autopush)]
    expect(of.quirks).toEqual([])
    expect(ofAutopush.quirks.length).toBeGreaterThan(0)
    expect(autopush.server?.limits).not.toEqual(ideal.server?.limits)
  })

  test('a feature can be missing', async () => {
    const provisioner = await openTarget('[fixture-server]\nmissing_features[] = topic')
    await begin(provisioner)
    expect(provisioner.capabilities.hasFeature('topic')).toBe(false)
    expect(provisioner.capabilities.hasFeature('vapid')).toBe(true)
  })

  test('an unknown profile is an error of the configuration', async () => {
    await expect(openTarget('[fixture-server]\nprofile = perfect')).rejects.toMatchObject({
      code: 'ERR_CONFIG',
      message: expect.stringContaining('e2etest.ini:2 [fixture-server] profile: expected one of '),
    })
  })
})

test('before it is configured a provisioner says so', async () => {
  const { default: FixtureServerProvisioner } = await import('pushwright/provisioners/fixture-server')
  const provisioner = new FixtureServerProvisioner()
  expect(() => provisioner.target).toThrow(
    expect.objectContaining({
      code: 'ERR_STATE',
      message: 'The provisioner is not configured. Call `configure(settings, global)` first.',
    }),
  )
  expect(() => provisioner.global).toThrow(expect.objectContaining({ code: 'ERR_STATE' }))
})
