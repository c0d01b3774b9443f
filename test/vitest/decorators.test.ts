import { expect, test } from 'vitest'
import { blocking, blockingTimed, undecorate } from '../../src/vitest/decorators/index.ts'
import { fixtureIni, TemporaryProject } from './temporary-project.ts'

test('a decorator serves in `test.with`, around a function, and on a method', async () => {
  using project = new TemporaryProject({
    '.local/e2etest.ini': `${fixtureIni}missing_features[] = topic\nquirks[] = delete-always-204\n`,
    'a.test.ts': `
      import { Feature, Quirk, TestCase, blockingTimed, describe, expect, requireFeature, requireFeatureSubset, skipWithQuirk, test } from 'pushwright'
      import { test as plainTest } from 'vitest'

      test.with(requireFeature(Feature.Topic))('with', async ({ client }) => { throw new Error(client.name) })
      test.with(requireFeature(Feature.Topic)).for([1, 2])('with for %i', (_n, { client }) => { throw new Error(client.name) })
      test.with(requireFeature(Feature.Vapid), blockingTimed)('with, runs', async ({ client }) => { expect(client.isConnected).toBe(true) })
      test('around', requireFeature(Feature.Topic)(async ({ client }) => { throw new Error(client.name) }))
      test('around, runs', requireFeature(Feature.Vapid)(async ({ client }) => { expect(client.isConnected).toBe(true) }))
      test('around twice', blockingTimed(skipWithQuirk(Quirk.DeleteAlways204)(async ({ client }) => { throw new Error(client.name) })))
      test.with(requireFeatureSubset([Feature.Topic, Feature.Delete], [Feature.StoreAndForward]))('subset', ({ provisioner }) => {
        const subset = provisioner.getFeatureSubsetProvider([Feature.Topic, Feature.Delete], [Feature.StoreAndForward])
        expect(subset.features).toEqual([Feature.Delete.id, Feature.StoreAndForward.id])
      })
      test.with(requireFeatureSubset([Feature.Delete], [Feature.Topic]))('subset lacks', () => { throw new Error() })
      plainTest('plain Vitest', requireFeature(Feature.Topic)(() => { throw new Error('ran') }))

      class Deliveries extends TestCase {
        ready = false
        async setUp(): Promise<void> { this.ready = true }
        @requireFeature(Feature.Topic)
        async testNeedsTopics(): Promise<void> { throw new Error('ran') }
        @blockingTimed
        @requireFeature(Feature.Vapid)
        async testOneClientIsConnected(): Promise<void> {
          const client = await this.provisioner.getConnectedClient()
          expect([this.ready, client.isConnected]).toEqual([true, true])
        }
      }
      Deliveries.register()
    `,
  })
  const { exitCode, tree, output } = await project.run()

  expect({ exitCode, tests: tree?.modules[0]?.tests }, output).toMatchInlineSnapshot(`
    {
      "exitCode": 0,
      "tests": [
        {
          "name": "with",
          "reason": "feature",
          "result": "skipped: target fixture-server lacks topic",
        },
        {
          "name": "with for 1",
          "reason": "feature",
          "result": "skipped: target fixture-server lacks topic",
        },
        {
          "name": "with for 2",
          "reason": "feature",
          "result": "skipped: target fixture-server lacks topic",
        },
        {
          "name": "with, runs",
          "result": "passed",
        },
        {
          "name": "around",
          "reason": "feature",
          "result": "skipped: target fixture-server lacks topic",
        },
        {
          "name": "around, runs",
          "result": "passed",
        },
        {
          "name": "around twice",
          "reason": "quirk",
          "result": "skipped: target fixture-server has the quirk delete-always-204",
        },
        {
          "name": "subset",
          "result": "passed",
        },
        {
          "name": "subset lacks",
          "reason": "feature",
          "result": "skipped: target fixture-server lacks topic",
        },
        {
          "name": "plain Vitest",
          "reason": "feature",
          "result": "skipped: target fixture-server lacks topic",
        },
        {
          "name": "Deliveries > needs topics",
          "reason": "feature",
          "result": "skipped: target fixture-server lacks topic",
        },
        {
          "name": "Deliveries > one client is connected",
          "result": "passed",
        },
      ],
    }
  `)
})

test('a method decorator of the standard kind keeps the method and adds its requirement', () => {
  const method = (): string => 'ran'
  const context = { kind: 'method', name: 'testIt' } as unknown as ClassMethodDecoratorContext
  const decorated = blockingTimed(blocking(method, context), context)
  expect(undecorate(decorated)).toEqual({
    requirements: [blockingTimed.requirement, blocking.requirement],
    original: method,
  })
  expect(decorated.toString()).toBe(method.toString())
})

test('a test that takes longer than its budget fails and says so', async () => {
  using project = new TemporaryProject({
    '.local/e2etest.ini': `[global]\ntimeout = 100ms\ntimeout_scale = 2\n${fixtureIni}`,
    'a.test.ts': `
      import { blockingTimed, blockingWithTimeout, test } from 'pushwright'
      test.with(blockingTimed)('timed', () => new Promise(() => {}))
      test.with(blockingWithTimeout('50ms'))('with timeout', () => new Promise(() => {}))
    `,
  })
  const { exitCode, tree } = await project.run()
  expect({ exitCode, tests: tree?.modules[0]?.tests }).toMatchInlineSnapshot(`
    {
      "exitCode": 1,
      "tests": [
        {
          "name": "timed",
          "result": "failed: Test timed out in 200ms.",
        },
        {
          "name": "with timeout",
          "result": "failed: Test timed out in 100ms.",
        },
      ],
    }
  `)
})

test('a test that must fail with a quirk reports a stale one', async () => {
  using project = new TemporaryProject({
    '.local/e2etest.ini': `[global]\ntimeout = 200ms\n${fixtureIni}quirks[] = topic-not-replaced\n`,
    'a.test.ts': `
      import { Quirk, blockingTimed, expect, expectFailureWithQuirk, test } from 'pushwright'
      const failing = test.with(expectFailureWithQuirk(Quirk.TopicNotReplaced), blockingTimed)
      failing('fails as expected', () => { expect(1).toBe(2) })
      failing('hangs as expected', () => new Promise(() => {}))
      failing('is stale', () => {})
      test.with(expectFailureWithQuirk(Quirk.DeleteAlways204))('does not concern this target', () => {})
    `,
  })
  const { exitCode, tree } = await project.run()
  expect({ exitCode, tests: tree?.modules[0]?.tests }).toMatchInlineSnapshot(`
    {
      "exitCode": 1,
      "tests": [
        {
          "name": "fails as expected",
          "result": "passed",
        },
        {
          "name": "hangs as expected",
          "result": "passed",
        },
        {
          "name": "is stale",
          "result": "failed: This test passes although the target has the quirk topic-not-replaced. The quirk is stale: take it out of the INI, or out of this test.",
        },
        {
          "name": "does not concern this target",
          "result": "passed",
        },
      ],
    }
  `)
})

test('declared features and quirks are tags', async () => {
  using project = new TemporaryProject({
    '.local/e2etest.ini': fixtureIni,
    'a.test.ts': `
      import { Feature, Quirk, requireFeature, skipWithQuirk, test } from 'pushwright'
      test.with(requireFeature(Feature.Topic))('one', () => {})
      test.with(skipWithQuirk(Quirk.DeleteAlways204))('two', () => {})
      test('three', () => {})
    `,
  })
  const { tree, output } = await project.run(['--tags-filter=feature/topic || quirk/delete-always-204'])
  const ran = tree?.modules[0]?.tests.filter(({ result }) => result === 'passed').map(({ name }) => name)
  expect(ran, output).toEqual(['one', 'two'])
})
