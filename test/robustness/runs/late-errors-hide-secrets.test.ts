import { expect, test } from 'vitest'
import { fixtureIni, TemporaryProject } from '../../vitest/temporary-project.ts'
import { findSecrets, outputsOf, planted, plantModule } from './planted.ts'

/** Each test fails when its client is gone, or its subscription is, and tells the secrets of the subscription. */
const suite = `
  import { afterAll, afterEach, aroundEach, describe, onTestFailed, onTestFinished } from 'vitest'
  import { expect, test } from 'pushwright'
  import { plant, plantSubscription } from './plant.ts'

  const tell = ({ endpoint, keys, privateKeys }) =>
    ['told', endpoint, keys.auth, privateKeys.privateKey.export({ format: 'jwk' }).d].join(' ')
  const fail = (subscription) => { throw new Error(tell(subscription), { cause: new Error(tell(subscription)) }) }
  const subscribe = async (client) => plantSubscription(await client.subscribe())
  const withThing = test.extend({
    thing: async ({ client }, use) => { const s = await subscribe(client); await use(s); fail(s) },
  })

  test('onTestFinished', async ({ client }) => { const s = await subscribe(client); onTestFinished(() => fail(s)) })
  test('onTestFailed', async ({ client }) => {
    const s = await subscribe(client)
    onTestFailed(() => fail(s))
    expect(1).toBe(2)
  })
  withThing('the teardown of a fixture', async ({ thing }) => { void thing })
  test('after it has unsubscribed', async ({ client }) => {
    const s = await subscribe(client)
    await s.unsubscribe()
    fail(s)
  })
  test('after it has become another client', async ({ client }) => {
    const s = await subscribe(client)
    await client.reconnect({ resume: false })
    fail(s)
  })
  test('of a client that it connects itself', async ({ provisioner }) => {
    const { client } = provisioner.getClient()
    await client.connect()
    await client.hello()
    fail(await subscribe(client))
  })
  test('an assertion in a hook', async ({ client }) => {
    const s = await subscribe(client)
    onTestFinished(() => expect(tell(s).split(' ').at(-1)).toBe('x'))
  })
  test('the key of an application server', ({ provisioner }) => {
    const { d } = provisioner.getApplicationServer().vapidKeys.privateKey.export({ format: 'jwk' })
    plant('private key of an application server', d)
    throw new Error('told ' + d)
  })
  test('when it is tried again', { retry: 1 }, async ({ client }) => { fail(await subscribe(client)) })
  test.concurrent('beside another', async ({ client }) => { fail(await subscribe(client)) })
  test.concurrent('beside one', async ({ client }) => { fail(await subscribe(client)) })
  describe('afterEach', () => {
    let s
    afterEach(() => fail(s))
    test('fails', async ({ client }) => { s = await subscribe(client) })
  })
  describe('aroundEach', () => {
    let s
    aroundEach(async (run) => { await run(); fail(s) })
    test('fails', async ({ client }) => { s = await subscribe(client) })
  })
  describe('afterAll', () => {
    let s
    afterAll(() => fail(s))
    test('passes', async ({ client }) => { s = await subscribe(client) })
  })
  test('a rejection', async ({ client }) => {
    const s = await subscribe(client)
    void Promise.reject(new Error(tell(s)))
    await new Promise((resolve) => setTimeout(resolve, 50))
  })
  let s
  afterAll(() => fail(s))
  test('the last', async ({ client }) => { s = await subscribe(client) })
`

test('of subscriptions that are given up, and of clients that are gone', async () => {
  using project = new TemporaryProject({
    '.local/e2etest.ini': fixtureIni,
    'plant.ts': plantModule,
    'a.test.ts': suite,
  })
  const reporters = ['verbose', 'junit', 'json', 'blob'].flatMap((name) => [
    `--reporter=${name}`,
    ...(name === 'verbose' ? [] : [`--outputFile.${name}=reports/${name}`]),
  ])
  const { output, exitCode } = await project.run(reporters, { PUSHWRIGHT_RECORD: 'kept/all.jsonl' })
  expect(exitCode).toBe(1)
  const texts = new Map([...outputsOf(project), ['terminal', output]])
  // One test plants twice, each subscription three secrets, and the application server one.
  expect(planted(project)).toHaveLength(16 * 3 + 1)
  expect(output.match(/told/g)?.length).toBeGreaterThan(20)
  expect(findSecrets(planted(project), texts)).toEqual([])
  const ledger = project.read('.vitest/pushwright/ledger.json')
  expect([ledger, project.read('reports/json')].filter((text) => text.includes('fingerprints'))).toEqual([])
})
