import { expect, test } from 'vitest'
import { loggingIni, loggingProvisioner } from './logging-provisioner.ts'
import { TemporaryProject } from './temporary-project.ts'

function projectWith(tests: string, ...lines: string[]): TemporaryProject {
  return new TemporaryProject({
    '.local/e2etest.ini': loggingIni(...lines),
    'logging.ts': loggingProvisioner,
    'a.test.ts': `import { Feature, Quirk, expect, requireFeature, skipWithQuirk, test } from 'pushwright'\n${tests}`,
  })
}

const oneClient = `test('one', async ({ client }) => { expect(client.isConnected).toBe(true) })`

test('phases run in order, and a skipped test provisions nothing', async () => {
  using project = projectWith(
    `${oneClient}
     test.with(skipWithQuirk(Quirk.TopicNotReplaced))('two', async ({ client }) => { client.uaid })`,
    'quirks[] = topic-not-replaced',
  )
  const { exitCode, tree } = await project.run()
  expect({
    exitCode,
    tests: tree?.modules[0]?.tests,
    phases: project.read('phases.log').trim().split('\n'),
  }).toMatchInlineSnapshot(`
    {
      "exitCode": 0,
      "phases": [
        "prepareRun",
        "probeHealth",
        "discover",
        "initialise",
        "setup one",
        "connect client 1",
        "teardown one",
        "finalise",
        "finishRun",
      ],
      "tests": [
        {
          "name": "one",
          "result": "passed",
        },
        {
          "name": "two",
          "reason": "quirk",
          "result": "skipped: target mine has the quirk topic-not-replaced",
        },
      ],
    }
  `)
})

test.for(['initialise', 'setup one', 'teardown one', 'finalise', 'prepareRun', 'discover', 'finishRun'])(
  'a failing %s fails the run, names the phase, and finalise still runs',
  async (phase) => {
    using project = projectWith(oneClient, `fail = ${phase}`)
    const { exitCode, output } = await project.run()
    expect(exitCode).toBe(1)
    expect(output).toContain(`${phase} is broken`)
    const phases = project.read('phases.log').trim().split('\n')
    if (phases.includes('initialise')) expect(phases).toContain('finalise')
  },
)

test.for([
  ['initialise', 'initialise_timeout'],
  ['setup one', 'setup_timeout'],
  ['teardown one', 'teardown_timeout'],
  ['finalise', 'finalise_timeout'],
  ['probeHealth', 'health_timeout'],
  ['finishRun', 'finalise_timeout'],
] as const)('a hanging %s is abandoned in bounded time and fails the run', async ([phase, key]) => {
  using project = projectWith(oneClient, `hang = ${phase}`)
  project.write('.local/e2etest.ini', `[global]\n${key} = 300ms\n${loggingIni(`hang = ${phase}`)}`)
  const { exitCode, output } = await project.run()
  expect(exitCode).toBe(1)
  expect(output).toContain('Waited 300ms for')
  expect(output).toContain('of target "mine" failed')
})

test('a test that forgets to await a client fails with a leak report', async () => {
  using project = projectWith(
    `test('leaks', async ({ provisioner }) => { void provisioner.getConnectedClient().catch(() => {}) })`,
  )
  const { exitCode, tree } = await project.run()
  expect({ exitCode, tests: tree?.modules[0]?.tests }).toMatchInlineSnapshot(`
    {
      "exitCode": 1,
      "tests": [
        {
          "name": "leaks",
          "result": "failed: "leaks" ended while client 1 was still being opened. Await every call that opens something.",
        },
      ],
    }
  `)
})

test('a test whose afterEach throws is torn down, and shows its transcript', async () => {
  using project = projectWith(
    `import { afterEach, describe } from 'vitest'
     describe('a', () => {
       afterEach(() => { throw new Error('cleaning up is broken') })
       ${oneClient}
     })
     test('two', () => {})`,
  )
  const { output, tree } = await project.run()
  expect(tree?.modules[0]?.tests).toEqual([
    { name: 'a > one', result: 'failed: cleaning up is broken' },
    { name: 'two', result: 'passed' },
  ])
  const phases = project.read('phases.log').trim().split('\n')
  expect(phases.slice(phases.indexOf('setup one'), -2)).toEqual([
    'setup one',
    'connect client 1',
    'teardown one',
    'setup two',
    'teardown two',
  ])
  expect(output).toContain('Transcript of a.test.ts > a > one')
})

test('what a setup that throws has opened is closed, and its transcript shown', async () => {
  using project = new TemporaryProject({
    '.local/e2etest.ini': '[mine]\nprovisioner = ./broken.ts\nmax_clients = 1\n',
    'logging.ts': loggingProvisioner,
    'broken.ts': `
      import Logging from './logging.ts'
      export default class extends Logging {
        async setup(scope) {
          await super.setup(scope)
          await this.getConnectedClient(scope)
          if (scope.name === 'one') throw new Error('setting up is broken')
        }
      }`,
    'a.test.ts': `import { test } from 'pushwright'\ntest('one', () => {})\ntest('two', () => {})`,
  })
  const { output, tree } = await project.run()
  expect(tree?.modules[0]?.tests).toEqual([
    { name: 'one', result: 'failed: The setup of target "mine" failed: setting up is broken' },
    { name: 'two', result: 'passed' },
  ])
  expect(project.read('phases.log').trim().split('\n').slice(4, -2)).toEqual([
    'setup one',
    'connect client 1',
    'setup two',
    'connect client 2',
    'teardown two',
  ])
  expect(output).toContain('Transcript of a.test.ts > one')
})

test('an unknown key of a custom provisioner is refused', async () => {
  using project = projectWith(oneClient, 'hangs = setup')
  const { exitCode, output } = await project.run()
  expect(exitCode).toBe(1)
  expect(output).toContain('did you mean "hang"?')
})

test('the test file is imported while the provisioner initialises, and its tests wait for it', async () => {
  using project = projectWith(
    `import { appendFileSync } from 'node:fs'
     appendFileSync('phases.log', 'import\\n')
     ${oneClient}`,
    'slow = 500ms',
  )
  const { exitCode, output } = await project.run()
  expect(exitCode, output).toBe(0)
  const phases = project.read('phases.log').trim().split('\n')
  expect(phases.slice(3)).toEqual([
    'import',
    'initialise',
    'setup one',
    'connect client 1',
    'teardown one',
    'finalise',
    'finishRun',
  ])
})

test('what is initialised for a file that cannot be imported is finalised', async () => {
  using project = projectWith(`throw new Error('no such thing')`, 'slow = 500ms')
  const { exitCode, output } = await project.run()
  expect(exitCode).toBe(1)
  expect(output).toContain('no such thing')
  // The worker ends by itself, before or after what is done for the run.
  const phases = project.read('phases.log').trim().split('\n').slice(3)
  expect(phases.filter((phase) => phase !== 'finishRun')).toEqual(['initialise', 'finalise'])
})
