import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { PushClient } from '../../src/client/index.ts'
import { type Behaviour, FixtureServer } from '../../src/fixture/index.ts'
import { Journal, type JournalEntry, type Provisioner, Scope } from '../../src/provisioner/index.ts'
import { temporaryDirectory, writeIn } from '../provisioner/certificates.ts'
import { deserted, openScope, openTarget } from './open-target.ts'

interface Production {
  readonly server: FixtureServer
  readonly root: string
  readonly ini: string
  readonly journal: Journal
  open(lines?: string): Promise<Provisioner>
}

/** A fixture server over TLS with the profile of the real service, and an INI for it. */
async function startProduction(lines = '', behaviours: readonly Behaviour[] = []): Promise<Production> {
  const server = await FixtureServer.start({ tls: true, profile: 'autopush', behaviours })
  onTestFinished(() => server.close())
  const root = temporaryDirectory()
  const ini = `[production]
enabled = true
url = ${server.url}
ca = ${server.caFile}
endpoint_allow[] = ${server.origin}
posts_per_second = 1000
journal = journal.jsonl
${lines}`
  return {
    server,
    root,
    ini,
    journal: new Journal(join(root, 'journal.jsonl')),
    open: (more = '') => openTarget(`${ini}\n${more}`, root),
  }
}

function journalFiles({ root }: Production): string[] {
  return readdirSync(root).filter((name) => name.startsWith('journal.jsonl'))
}

/** The channels that the service still has for a UAID, as far as a test can see them: those of a client that resumes it. */
async function channelsOf({ server }: Production, uaid: string): Promise<readonly string[]> {
  const client = new PushClient({ url: server.url, uaid, tls: { ca: server.ca as string } })
  await client.connect()
  try {
    const { uaid: given } = await client.hello()
    return server.clients.find((connected) => connected.uaid?.replaceAll('-', '') === given)?.channels ?? []
  } finally {
    await client.disconnect()
  }
}

describe('consent', () => {
  const url = 'url = wss://push.example/'
  test.each([
    ['without it', `[production]\n${url}\nendpoint_allow[] = https://push.example`, 'production is used only with'],
    ['refused', `[production]\n${url}\nendpoint_allow[] = https://push.example\nenabled = false`, 'only with'],
    ['without a list of origins', `[production]\n${url}\nenabled = true`, 'endpoint_allow: the key is required'],
    [
      'without url',
      '[production]\nenabled = true\nendpoint_allow[] = https://push.example',
      'url: the key is required',
    ],
  ])('%s there is no production', async (_, ini, message) => {
    await expect(openTarget(ini)).rejects.toMatchObject({
      code: 'ERR_CONFIG',
      message: expect.stringContaining(message),
    })
  })
})

test('over TLS a message goes from end to end, and is posted nowhere else', async () => {
  const production = await startProduction()
  const provisioner = await production.open()
  const scope = openScope()
  const client = await provisioner.getConnectedClient(scope)
  const applicationServer = provisioner.getApplicationServer(scope)
  const subscription = await client.subscribe({ applicationServerKey: applicationServer.publicKey })
  expect(new URL(subscription.endpoint).protocol).toBe('https:')
  await expect(applicationServer.send(subscription, 'hi')).resolves.toMatchObject({ status: 201 })
  expect((await client.expectNotification(subscription)).text()).toBe('hi')
  await expect(applicationServer.send({ endpoint: 'https://push.example/x' })).rejects.toMatchObject({
    code: 'ERR_NOT_ALLOWED',
  })
})

test('clients are capped', async () => {
  const production = await startProduction('max_clients = 2')
  const provisioner = await production.open()
  const scope = openScope()
  await Promise.all([provisioner.getConnectedClient(scope), provisioner.getConnectedClient(scope)])
  await expect(provisioner.getConnectedClient(scope)).rejects.toMatchObject({ code: 'ERR_LIMIT' })
  expect(production.server.clients).toHaveLength(2)
})

test('posts are spaced, over all application servers of the target', async () => {
  const production = await startProduction()
  const provisioner = await openTarget(
    production.ini.replace('posts_per_second = 1000', 'posts_per_second = 20'),
    production.root,
  )
  const scope = openScope()
  const client = await provisioner.getConnectedClient(scope)
  const subscription = await client.subscribe()
  const [first, second] = [provisioner.getApplicationServer(scope), provisioner.getApplicationServer(scope)]
  await Promise.all([first, second, first, second].map((sender) => sender.send(subscription, 'x')))
  const times = production.server.transcript.events.filter(({ kind }) => kind === 'request').map(({ at }) => at)
  expect(times).toHaveLength(4)
  // Three gaps of 50 ms; each of Node's timers can be a millisecond early.
  expect((times[3] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(140)
})

describe('retries', () => {
  async function listenOn(port: number): Promise<Server> {
    const server = createServer((socket) => socket.resetAndDestroy())
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    return server
  }

  test('a refused connection is tried again', async () => {
    const production = await startProduction('retries = 3')
    const provisioner = await production.open()
    await production.server.pause()
    const attempts: string[] = []
    const client = await provisioner.getConnectedClient(openScope(), {
      prepare: (early) => {
        early.on('close', () => {
          attempts.push('failed')
          void production.server.resume()
        })
      },
    })
    expect(client.isConnected).toBe(true)
    expect(attempts).toEqual(['failed'])
  })

  test('until the retries run out', async () => {
    const production = await startProduction('retries = 1')
    const provisioner = await production.open()
    await production.server.pause()
    let attempts = 0
    await expect(
      provisioner.getConnectedClient(openScope(), {
        prepare: (client) => void client.on('close', () => attempts++),
      }),
    ).rejects.toMatchObject({ code: 'ERR_CONNECT', details: { systemCode: 'ECONNREFUSED' } })
    expect(attempts).toBe(2)
  })

  test('a reset too, but not a certificate that is not trusted', async () => {
    const production = await startProduction('retries = 1')
    const provisioner = await production.open()
    await production.server.pause()
    const impostor = await listenOn(production.server.port)
    let attempts = 0
    const prepare = (client: PushClient): void => void client.on('close', () => attempts++)
    await expect(provisioner.getConnectedClient(openScope(), { prepare })).rejects.toMatchObject({
      code: 'ERR_CONNECT',
    })
    expect(attempts).toBe(2)
    impostor.close()
    await once(impostor, 'close')
    await production.server.resume()
    attempts = 0
    const mistrustful = await openTarget(production.ini.replace(/^ca = .*$/m, ''), production.root)
    await expect(mistrustful.getConnectedClient(openScope(), { prepare })).rejects.toMatchObject({
      code: 'ERR_CONNECT',
      message: expect.stringContaining('UNABLE_TO_VERIFY_LEAF_SIGNATURE'),
    })
    expect(attempts).toBe(1)
  })

  test('a hello that is not answered begins anew', async () => {
    const production = await startProduction('retries = 2')
    production.server.faults.next('hello').ignore()
    const provisioner = await production.open()
    const client = await provisioner.getConnectedClient(openScope(), { timeout: 100 })
    expect(client.uaid).toBeDefined()
    expect(production.server.clients).toHaveLength(1)
  })

  test('the end of the test ends them', async () => {
    const production = await startProduction('retries = 1000')
    const provisioner = await production.open()
    await production.server.pause()
    const scope = new Scope('a test')
    const failed = Promise.withResolvers<void>()
    const connecting = provisioner.getConnectedClient(scope, {
      prepare: (client) => void client.on('close', () => failed.resolve()),
    })
    connecting.catch(() => {})
    await failed.promise
    await expect(scope.close()).rejects.toMatchObject({ code: 'ERR_LEAK' })
    await expect(connecting).rejects.toMatchObject({ code: 'ERR_ABORTED' })
  })

  test('so does the signal of the caller', async () => {
    const production = await startProduction('retries = 1000')
    const provisioner = await production.open()
    await production.server.pause()
    const controller = new AbortController()
    await expect(
      provisioner.getConnectedClient(openScope(), {
        signal: controller.signal,
        prepare: (client) => void client.on('close', () => controller.abort()),
      }),
    ).rejects.toMatchObject({ code: 'ERR_ABORTED' })
  })
})

describe('when a test ends, its channels are unregistered', () => {
  /** Subscribes twice, lets `act` happen to the client, ends the test, and looks what is left. */
  async function leftAfter(act: (client: PushClient, production: Production) => unknown): Promise<readonly string[]> {
    const production = await startProduction()
    const provisioner = await production.open()
    const scope = new Scope('a test')
    const client = await provisioner.getConnectedClient(scope)
    await client.subscribe()
    const second = await client.register()
    const uaid = client.uaid as string
    expect(production.journal.open()).toHaveLength(2)
    expect(await channelsOfConnected(production)).toContain(second.channelID)
    await act(client, production)
    await scope.close()
    expect(production.journal.open()).toEqual([])
    await deserted(production.server)
    return channelsOf(production, uaid)
  }

  async function channelsOfConnected({ server }: Production): Promise<readonly string[]> {
    return server.clients.flatMap(({ channels }) => channels)
  }

  test('of a client that is connected', async () => {
    expect(await leftAfter(() => {})).toEqual([])
  })
  test('of a client that the test has disconnected', async () => {
    expect(await leftAfter((client) => client.disconnect())).toEqual([])
  })
  test('of a client that the test has cut off', async () => {
    expect(await leftAfter((client) => client.terminate())).toEqual([])
  })
  test('of a client that the service has dropped', async () => {
    expect(
      await leftAfter(async (client, { server }) => {
        server.disconnect(client.uaid as string, 'tcp')
        await client.expectClose()
      }),
    ).toEqual([])
  })
  test('of a client that has reconnected', async () => {
    expect(await leftAfter((client) => client.reconnect())).toEqual([])
  })
  test('of a client that has become another one', async () => {
    expect(
      await leftAfter(async (client) => {
        await client.reconnect({ resume: false })
        await client.subscribe()
      }),
    ).toEqual([])
  })
  test('of a client that has unregistered some itself', async () => {
    expect(
      await leftAfter(async (client) => {
        for (const subscription of client.subscriptions.values()) await subscription.unsubscribe()
      }),
    ).toEqual([])
  })

  test('of a client that has registered some by messages and frames of its own', async () => {
    expect(
      await leftAfter(async (client, { journal }) => {
        client.send({ messageType: 'register', channelID: randomUUID() })
        client.sendFrame(JSON.stringify({ messageType: 'register', channelID: randomUUID() }))
        await client.flush()
        expect(journal.open()).toHaveLength(4)
      }),
    ).toEqual([])
  })
  test('of a client that has said hello as another one by itself', async () => {
    expect(
      await leftAfter(async (client, { journal }) => {
        await client.disconnect()
        await client.connect()
        client.send({ messageType: 'hello', use_webpush: true })
        client.sendFrame(JSON.stringify({ messageType: 'register', channelID: randomUUID() }))
        await client.flush()
        expect(new Set(journal.open().map(({ uaid }) => uaid)).size).toBe(2)
      }),
    ).toEqual([])
  })
  test('a refused registration leaves nothing to give up', async () => {
    const production = await startProduction()
    const client = await (await production.open()).getConnectedClient(openScope())
    client.send({ messageType: 'register', channelID: randomUUID(), key: 'no key' })
    await client.flush()
    expect(production.journal.open()).toEqual([])
  })

  test('and what one client left, another one does not take away', async () => {
    const production = await startProduction()
    const provisioner = await production.open()
    const [first, second] = [new Scope('first'), openScope('second')]
    await (await provisioner.getConnectedClient(first)).subscribe()
    const other = await provisioner.getConnectedClient(second)
    const subscription = await other.subscribe()
    await first.close()
    expect(production.journal.open()).toMatchObject([{ channelID: subscription.channelID, uaid: other.uaid }])
    expect(await channelsOfConnected(production)).toEqual([subscription.channelID])
  })

  test('the end of the run removes the journal', async () => {
    const production = await startProduction()
    const provisioner = await production.open()
    await provisioner.prepareRun()
    const scope = new Scope('a test')
    await (await provisioner.getConnectedClient(scope)).subscribe()
    expect(journalFiles(production)).toHaveLength(1)
    await scope.close()
    await provisioner.finishRun()
    expect(journalFiles(production)).toEqual([])
  })
})

describe('a channel that the service does not give up', () => {
  test('is kept for the next run, and told of', async () => {
    let status = 500
    const stubborn: Behaviour = {
      name: 'unregister-refused',
      text: 'Unregister is refused for a time.',
      source: 'a service in trouble',
      overrides: { unregisterEnds: () => status === 200, unregisterReply: (reply) => ({ ...reply, status }) },
    }
    const production = await startProduction('', [stubborn])
    const told = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    onTestFinished(() => told.mockRestore())
    const provisioner = await production.open()
    const scope = new Scope('a test')
    const client = await provisioner.getConnectedClient(scope)
    const { channelID } = await client.subscribe()
    await scope.close()
    await provisioner.finishRun()
    expect(production.journal.open()).toMatchObject([{ channelID }])
    expect(told.mock.calls.flat().join('')).toBe(
      'The service of [production] keeps a channel: it answered unregister with status 500. The next run will try again.\n',
    )

    status = 200
    // The process that registered it runs still.
    production.journal.registered({ ...(production.journal.open()[0] as JournalEntry), pid: await formerPid() })
    await (await production.open()).prepareRun()
    expect(production.journal.open()).toEqual([])
    expect(await channelsOf(production, client.uaid as string)).toEqual([])
  })

  test('because it does not know it is forgotten', async () => {
    const strict: Behaviour = {
      name: 'unregister-unknown-404',
      text: 'Unregistering a channel that does not exist is answered with 404.',
      source: 'a strict service',
      overrides: { unknownChannelStatus: 404 },
    }
    const production = await startProduction('', [strict])
    const scope = new Scope('a test')
    const client = await (await production.open()).getConnectedClient(scope)
    const { channelID } = await client.subscribe()
    client.sendFrame(JSON.stringify({ messageType: 'unregister', channelID }))
    await client.flush()
    await scope.close()
    expect(production.journal.open()).toEqual([])
  })
})

describe('a run that was killed', () => {
  /** Runs a process that registers five channels of two clients, gives one up, and is killed. */
  async function killARun({ root, ini }: Production): Promise<string[]> {
    writeIn(root, 'e2etest.ini', ini)
    const script = fileURLToPath(new URL('production-run.ts', import.meta.url))
    const child = spawn(process.execPath, ['--import', hook(root), script, root, 'e2etest.ini'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    onTestFinished(() => void child.kill('SIGKILL'))
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
    child.kill('SIGKILL')
    await once(child, 'exit')
    return JSON.parse(line) as string[]
  }

  /** Lets Node find `pushwright/...` in the sources, as Vitest does by its aliases. */
  function hook(root: string): string {
    const source = `import { registerHooks } from 'node:module'
const sources = ${JSON.stringify(new URL('../../', import.meta.url).href)}
registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'pushwright/core') return next(sources + 'src/core.ts', context)
    const [, provisioner] = /^pushwright\\/provisioners\\/(.+)$/.exec(specifier) ?? []
    return next(provisioner === undefined ? specifier : sources + 'provisioners/' + provisioner + '.ts', context)
  },
})`
    return writeIn(root, 'hook.mjs', source)
  }

  test('is tidied up by the next', async () => {
    const production = await startProduction()
    const uaids = await killARun(production)
    expect(uaids).toHaveLength(2)
    expect(production.journal.open()).toHaveLength(4)
    expect(production.journal.abandoned()).toHaveLength(4)
    for (const uaid of uaids) expect(await channelsOf(production, uaid)).toHaveLength(2)

    const next = await production.open()
    await next.prepareRun()
    expect(production.journal.open()).toEqual([])
    for (const uaid of uaids) expect(await channelsOf(production, uaid)).toEqual([])
    await next.finishRun()
    expect(journalFiles(production)).toEqual([])
    await deserted(production.server)
  })

  test('but not of another target', async () => {
    const production = await startProduction()
    const elsewhere = { url: 'wss://elsewhere.example/', uaid: 'u', channelID: 'c', pid: await formerPid() }
    production.journal.registered(elsewhere)
    const next = await production.open()
    await next.prepareRun()
    await next.finishRun()
    expect(production.journal.open()).toEqual([elsewhere])
  })

  test('nor what a run beside this one uses', async () => {
    const production = await startProduction()
    const beside = await production.open()
    const client = await beside.getConnectedClient(openScope())
    await client.subscribe()
    const next = await production.open()
    await next.prepareRun()
    expect(production.journal.open()).toHaveLength(1)
    expect(client.isConnected).toBe(true)
  })

  test('whose UAID the service has forgotten needs nothing', async () => {
    const production = await startProduction()
    const gone = { url: production.server.url, uaid: 'a'.repeat(32), channelID: 'c', pid: await formerPid() }
    production.journal.registered(gone)
    await (await production.open()).prepareRun()
    expect(production.journal.open()).toEqual([])
  })

  test('is kept in the journal as long as the service is down', async () => {
    const production = await startProduction('retries = 0')
    const left = { url: production.server.url, uaid: 'a'.repeat(32), channelID: 'c', pid: await formerPid() }
    production.journal.registered(left)
    await production.server.pause()
    await expect((await production.open()).prepareRun()).rejects.toMatchObject({ code: 'ERR_CONNECT' })
    expect(production.journal.open()).toEqual([left])
  })
})

async function formerPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', ''])
  await once(child, 'exit')
  return child.pid as number
}
