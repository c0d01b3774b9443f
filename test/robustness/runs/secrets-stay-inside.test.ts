import { describe, expect, test } from 'vitest'
import { exportVapidPrivateKey, generateVapidKeys } from '../../../src/webpush/index.ts'
import { fixtureIni, TemporaryProject } from '../../vitest/temporary-project.ts'
import { findSecrets, outputsOf, planted, plantModule } from './planted.ts'

const vapidKey = exportVapidPrivateKey(generateVapidKeys())
const token = 'canary-token-of-the-environment'
const variable = (name: string): string => `\${env:${name}}`
const env = { CANARY_VAPID: vapidKey, CANARY_TOKEN: token }
const known = [
  ['VAPID private key', vapidKey],
  ['value of the environment', token],
] as const

const ini = `[global]
target = fixture-server
[fixture-server]
profile = ideal
vapid_private_key = ${variable('CANARY_VAPID')}
[other]
provisioner = fixture-server
vapid_private_key = ${variable('CANARY_VAPID')}
quirks[] = topic-not-replaced
`

const suite = `
  import { beforeEach } from 'vitest'
  import { Feature, Quirk, PushClient, expect, skipWithQuirk, test } from 'pushwright'
  import { plant, plantSubscription } from './plant.ts'

  // In pieces, since the source is shown beside an error.
  const payload = ['canary', 'payload', 'of', 'nobody'].join('-')
  const credentials = ['canary', 'credentials'].join('-')
  plant('payload', payload)

  test('passes', async ({ client, applicationServer }) => {
    const subscription = plantSubscription(await client.subscribe())
    const receipt = await applicationServer.send(subscription, payload)
    plant('location', new URL(receipt.location).pathname.split('/').at(-1))
    await expect(client).toReceivePush()
  })
  test('waits in vain', async ({ client, applicationServer }) => {
    const subscription = plantSubscription(await client.subscribe())
    await applicationServer.send(subscription, payload)
    await client.expectNotification(() => false, { timeout: 30 })
  })
  test('an assertion on a subscription', async ({ client }) => {
    const subscription = plantSubscription(await client.subscribe())
    expect(subscription).toEqual({})
  })
  test('an assertion on its JSON', async ({ client }) => {
    const subscription = plantSubscription(await client.subscribe())
    expect(subscription.toJSON()).toEqual({ endpoint: 'https://push.example/' })
  })
  test('an assertion on an endpoint', async ({ client }) => {
    const [one, other] = [plantSubscription(await client.subscribe()), plantSubscription(await client.subscribe())]
    expect(one.endpoint).toBe(other.endpoint)
  })
  test('an assertion on a secret', async ({ client }) => {
    const { keys } = plantSubscription(await client.subscribe())
    expect(keys.auth).toBe('something else')
  })
  test('an assertion on a private key', async ({ client }) => {
    const { privateKeys } = plantSubscription(await client.subscribe())
    expect(privateKeys.privateKey.export({ format: 'jwk' }).d).toBe('something else')
  })
  test('an assertion on a receipt', async ({ client, applicationServer }) => {
    const receipt = await applicationServer.send(plantSubscription(await client.subscribe()), payload)
    plant('location', new URL(receipt.location).pathname.split('/').at(-1))
    expect(receipt).toBeRefused({ status: 410 })
  })
  test('an assertion on all of a receipt', async ({ client, applicationServer }) => {
    const receipt = await applicationServer.send(plantSubscription(await client.subscribe()), payload)
    plant('location', new URL(receipt.location).pathname.split('/').at(-1))
    expect(receipt).toEqual({ status: 410 })
  })
  test('an error of its own', async ({ client }) => {
    const { endpoint } = plantSubscription(await client.subscribe())
    throw new Error('POST ' + endpoint + ' failed', { cause: new Error('at ' + endpoint) })
  })
  test('a service that answers nonsense', async ({ client, provisioner, applicationServer }) => {
    const subscription = plantSubscription(await client.subscribe())
    provisioner.server.faults.next('post').reset()
    await applicationServer.send(subscription, payload)
  })
  test('a service that sends nonsense', async ({ client, provisioner, applicationServer }) => {
    const subscription = plantSubscription(await client.subscribe())
    provisioner.server.faults.next('frame').malform()
    await applicationServer.send(subscription, payload)
    await client.expectNotification(undefined, { timeout: 30 })
  })
  test('an endpoint that is not allowed', async ({ client, provisioner }) => {
    const subscription = plantSubscription(await client.subscribe())
    const server = provisioner.getApplicationServer({ allowedOrigins: ['https://push.example'] })
    await server.send(subscription, payload)
  })
  test('things in the console', async ({ client, applicationServer, provisioner }) => {
    const subscription = plantSubscription(await client.subscribe())
    console.log(client, subscription, applicationServer, provisioner)
    console.dir(subscription, { depth: 9, showHidden: true })
    console.dir(applicationServer, { depth: 9, showHidden: true })
    console.dir(client, { depth: 9 })
  })
  test('snapshots', async ({ client }) => {
    const subscription = plantSubscription(await client.subscribe())
    expect(subscription).toMatchSnapshot()
    expect(subscription.toJSON()).toMatchSnapshot()
    expect(subscription.endpoint).toMatchSnapshot()
    expect('POST ' + subscription.endpoint).toMatchInlineSnapshot()
  })
  test('a URL with credentials', async ({ client }) => {
    plant('credentials of a URL', credentials)
    const other = new PushClient({ url: client.url.replace('//', '//me:' + credentials + '@').replace(/:\\d+/, ':1') })
    await other.connect()
  })
  test.with(skipWithQuirk(Quirk.TopicNotReplaced))('is skipped on one', () => {})
`

const files = { '.local/e2etest.ini': ini, 'plant.ts': plantModule, 'a.test.ts': suite }

describe('of a suite that passes, fails and skips', () => {
  test('nothing is in the terminal, the reports, the transcripts and the snapshots', async () => {
    using project = new TemporaryProject(files)
    const args = [
      '--reporter=verbose',
      '--reporter=junit',
      '--outputFile.junit=reports/junit.xml',
      '--reporter=json',
      '--outputFile.json=reports/run.json',
      '-u',
    ]
    const { output, tree } = await project.run(args, { ...env, PUSHWRIGHT_RECORD: 'kept/all.jsonl' })
    const results = tree?.modules[0]?.tests.map(({ name, result }) => `${name}: ${result.split(':')[0]}`)
    expect(results?.filter((line) => line.endsWith('passed'))).toEqual([
      'passes: passed',
      'things in the console: passed',
      'snapshots: passed',
      'is skipped on one: passed',
    ])
    const shown = await project.pushwright(['transcript', 'kept/all.jsonl'])
    const texts = new Map([
      ...outputsOf(project),
      ['terminal', output],
      ['shown transcripts', shown.output],
      ['inline snapshots', project.read('a.test.ts')],
    ])
    for (const place of [
      'reports/junit.xml',
      'reports/run.json',
      'kept/all.jsonl',
      '.vitest/pushwright/transcripts.html',
      '.vitest/pushwright/ledger.json',
      '__snapshots__/a.test.ts.snap',
    ]) {
      expect([...texts.keys()]).toContain(place)
    }
    expect(findSecrets([...known, ...planted(project)], texts)).toEqual([])
  })

  test('nothing is in the grid of a matrix', async () => {
    using project = new TemporaryProject(files)
    const { output } = await project.pushwright(['matrix', '--record', 'kept/all.jsonl'], env)
    const texts = new Map([...outputsOf(project), ['terminal', output]])
    for (const place of ['.vitest/pushwright/grid.json', '.vitest/pushwright/grid.md', '.vitest/pushwright/grid.html'])
      expect([...texts.keys()]).toContain(place)
    expect(findSecrets([...known, ...planted(project)], texts)).toEqual([])
  })
})

const credentials = 'canary-credentials-of-a-url'
const wrong: readonly (readonly [string, string])[] = [
  ['a key that does not exist', `[fixture-server]\ntokn = ${variable('CANARY_TOKEN')}\n`],
  ['a duration', `[fixture-server]\ntimeout = ${variable('CANARY_TOKEN')}\n`],
  ['a key that is none', `[fixture-server]\nvapid_private_key = ${variable('CANARY_TOKEN')}\n`],
  ['a key written out', `[fixture-server]\nvapid_private_key = ${vapidKey}x\n`],
  ['a quirk', `[fixture-server]\nquirks[] = ${variable('CANARY_TOKEN')}\n`],
  ['a profile', `[fixture-server]\nprofile = ${variable('CANARY_TOKEN')}\n`],
  ['a provisioner', `[stage]\nprovisioner = ./${variable('CANARY_TOKEN')}.ts\n`],
  ['a URL', `[stage]\nprovisioner = anonymous\nurl = http://me:${credentials}@127.0.0.1:1/\n`],
  ['a certificate', `[stage]\nprovisioner = anonymous\nurl = wss://127.0.0.1:1/\nca = ${variable('CANARY_TOKEN')}\n`],
  ['a target', `[global]\ntarget = ${variable('CANARY_TOKEN')}\n[fixture-server]\n`],
  ['a line that is none', `[fixture-server]\n${vapidKey}\n`],
]
test.for(wrong)('nothing is in what is said about a wrong INI: %s', async ([, text]) => {
  using project = new TemporaryProject({ ...files, '.local/e2etest.ini': text })
  const { output, exitCode } = await project.run([], env)
  expect(exitCode).toBe(1)
  const texts = new Map([...outputsOf(project), ['terminal', output]])
  expect(findSecrets([...known, ['credentials', credentials]], texts)).toEqual([])
})

test('nothing is in what is said about a target that is down', async () => {
  const url = `ws://me:${credentials}@127.0.0.1:1/${variable('CANARY_TOKEN')}`
  using project = new TemporaryProject({
    ...files,
    '.local/e2etest.ini': `[stage]\nprovisioner = anonymous\nurl = ${url}\n`,
  })
  const { output, exitCode } = await project.run(['--reporter=junit', '--outputFile.junit=reports/junit.xml'], env)
  expect(exitCode).toBe(1)
  expect(output).toContain('The health probe of target "stage" failed')
  const matrix = await project.pushwright(['matrix'], env)
  const probe = await project.pushwright(['probe', '--target', 'stage', '--timeout', '1s'], env)
  const probeUrl = await project.pushwright(['probe', `ws://me:${credentials}@127.0.0.1:1/`])
  const texts = new Map([
    ...outputsOf(project),
    ['terminal', output],
    ['matrix', matrix.output],
    ['probe', probe.output],
    ['probe of a URL', probeUrl.output],
  ])
  expect(findSecrets([...known, ['credentials', credentials]], texts)).toEqual([])
})

test('nothing is in what a probe says and writes', async () => {
  using project = new TemporaryProject({
    ...files,
    '.local/e2etest.ini': `${fixtureIni}vapid_private_key = ${variable('CANARY_VAPID')}\n`,
  })
  const { output, exitCode } = await project.pushwright(
    ['probe', '--target', 'fixture-server', '--only', 'topic', 'vapid', 'location', '--write'],
    env,
  )
  expect([exitCode, output]).toEqual([0, expect.stringContaining('topic')])
  expect(output).not.toMatch(/\/(wpush|m)\/[\w/-]{20,}/)
  const texts = new Map([
    ['terminal', output],
    ['the INI', project.read('.local/e2etest.ini')],
  ])
  expect(findSecrets(known, texts)).toEqual([])
})
