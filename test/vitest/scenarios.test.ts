import { expect, test } from 'vitest'
import { fixtureIni, TemporaryProject } from './temporary-project.ts'

test('scenarios are tests, which fail with what was said', async () => {
  using project = new TemporaryProject({
    '.local/e2etest.ini': `[global]\ntimeout = 200ms\n${fixtureIni}missing_features[] = topic\n`,
    'a.test.ts': `
      import {
        basic, basicTopic, connect, expectNotification, Feature, hello, notificationForever, requireFeature, scenarioTest,
      } from 'pushwright'
      scenarioTest(basic)
      scenarioTest(basicTopic, { decorators: [requireFeature(Feature.Topic)] })
      scenarioTest(notificationForever, { name: 'a push', args: [{ runOnce: true }], seed: 1, timeout: 4000 })
      scenarioTest(function* waits() {
        yield* connect()
        yield* hello()
        yield* expectNotification()
      })
    `,
  })
  const { exitCode, tree, output } = await project.run()
  expect(exitCode).toBe(1)
  expect(tree?.modules[0]?.tests.map(({ name, result }) => `${name}: ${result}`)).toEqual([
    'basic: passed',
    'basicTopic: skipped: target fixture-server lacks topic',
    'a push: passed',
    'waits: failed: Waited 200ms for a notification for client 3; none came.',
  ])
  expect(output).toMatch(/waits > expectNotification \(a\.test\.ts:\d+\)/)
  expect(output).toMatch(/a\.test\.ts:\d+:\d+\n(?:.*\n)*.*yield\* expectNotification\(\)/)
})

test('a scenario is a part of a test', async () => {
  using project = new TemporaryProject({
    '.local/e2etest.ini': fixtureIni,
    'a.test.ts': `
      import { basic, connect, expect, hello, runScenario, test } from 'pushwright'
      test('passes', async ({ provisioner }) => {
        expect(await runScenario(basic, { provisioner })).toMatchObject({ state: 'passed', preEncrypted: false })
        expect(await runScenario(basic, { provisioner, preEncrypted: true })).toMatchObject({ preEncrypted: true })
        await expect.poll(() => provisioner.server.clients).toEqual([])
      })
      test('fails', async ({ provisioner }) => {
        await runScenario(function* () { yield* hello() }, { provisioner, name: 'early' })
      })
      test('is stopped', async ({ provisioner }) => {
        await runScenario(function* () { yield* connect() }, { provisioner, signal: AbortSignal.abort() })
      })
    `,
  })
  const { tree } = await project.run()
  expect(tree?.modules[0]?.tests.map(({ name, result }) => `${name}: ${result}`)).toEqual([
    'passes: passed',
    'fails: failed: early is not connected. Yield `connect()` first.',
    'is stopped: failed: Stopped scenario: the signal was aborted.',
  ])
})
