import { once } from 'node:events'
import { describe, expect, test } from 'vitest'
import { fixtureIni, TemporaryProject } from './temporary-project.ts'

const pushTest = `
  import { expect, test } from 'pushwright'
  test('delivers', async ({ client, applicationServer }) => {
    const subscription = await client.subscribe()
    await applicationServer.send(subscription, 'hello')
    await expect(client).toReceivePush('hello')
  })
`

function results(tree: { modules: readonly { tests: readonly { result: string }[] }[] } | undefined): string[] {
  return tree?.modules.flatMap(({ tests }) => tests.map(({ result }) => result)) ?? []
}

test.for([
  ['--pool=forks'],
  ['--pool=threads'],
  ['--pool=forks', '--no-isolate'],
  ['--pool=threads', '--no-isolate'],
  ['--pool=forks', '--no-isolate', '--maxWorkers=1'],
])('runs with %s', async (args) => {
  using project = new TemporaryProject({
    '.local/e2etest.ini': fixtureIni,
    'a.test.ts': pushTest,
    'b.test.ts': pushTest,
    'c.test.ts': pushTest,
  })
  const { exitCode, tree, output } = await project.run(args)
  expect(results(tree), output).toEqual(['passed', 'passed', 'passed'])
  expect(exitCode).toBe(0)
})

test('a retried test gets fresh clients each time', async () => {
  using project = new TemporaryProject({
    '.local/e2etest.ini': fixtureIni,
    'a.test.ts': `
      import { expect, test } from 'pushwright'
      const seen = new Set()
      test('third time lucky', async ({ client, provisioner }) => {
        seen.add(client.uaid)
        expect(provisioner.server.clients).toHaveLength(1)
        expect(seen.size).toBe(3)
      })
    `,
  })
  const { exitCode, tree } = await project.run(['--retry=2'])
  expect(exitCode).toBe(0)
  expect(tree?.modules[0]?.tests).toEqual([expect.objectContaining({ name: 'third time lucky', retries: 2 })])
})

test('concurrent tests hold and give back their own clients', async () => {
  using project = new TemporaryProject({
    '.local/e2etest.ini': fixtureIni,
    'a.test.ts': `
      import { describe, expect, test } from 'pushwright'
      describe.concurrent('many', () => {
        test.for([1, 2, 3, 4, 5, 6, 7, 8])('delivers %i', async (number, { client, applicationServer }) => {
          const subscription = await client.subscribe()
          await applicationServer.send(subscription, { number })
          await expect(client).toReceivePush({ number })
          await expect(client).toReceiveNoPush()
        })
      })
      test('and all are gone', async ({ provisioner }) => { expect(provisioner.server.clients).toEqual([]) })
    `,
  })
  const { exitCode, tree, output } = await project.run()
  expect(results(tree), output).toEqual(Array(9).fill('passed'))
  expect(exitCode).toBe(0)
})

test('two projects side by side have their own targets', async () => {
  using project = new TemporaryProject({
    '.local/e2etest.ini': `[global]\ntarget = good\n[good]\nprovisioner = fixture-server\n[odd]\nprovisioner = fixture-server\nquirks[] = topic-not-replaced\n`,
    'vitest.config.ts': `
      import { defineConfig } from 'vitest/config'
      import pushwright from 'pushwright/plugin'
      const test = (name) => ({ name, include: ['*.test.ts'] })
      export default defineConfig({
        test: {
          projects: [
            { plugins: [pushwright()], test: test('good') },
            { plugins: [pushwright({ target: 'odd' })], test: test('odd') },
          ],
        },
      })
    `,
    'a.test.ts': `
      import { Quirk, expect, skipWithQuirk, test } from 'pushwright'
      test('has a target', ({ provisioner }) => { expect(provisioner.target).toMatch(/good|odd/) })
      test.with(skipWithQuirk(Quirk.TopicNotReplaced))('replaces', () => {})
    `,
  })
  const { exitCode, tree, output } = await project.run()
  expect({ exitCode, modules: tree?.modules }, output).toMatchInlineSnapshot(`
    {
      "exitCode": 0,
      "modules": [
        {
          "errors": [],
          "module": "good: a.test.ts",
          "tests": [
            {
              "name": "has a target",
              "result": "passed",
            },
            {
              "name": "replaces",
              "result": "passed",
            },
          ],
        },
        {
          "errors": [],
          "module": "odd: a.test.ts",
          "tests": [
            {
              "name": "has a target",
              "result": "passed",
            },
            {
              "name": "replaces",
              "reason": "quirk",
              "result": "skipped: target odd has the quirk topic-not-replaced",
            },
          ],
        },
      ],
    }
  `)
  expect(output).toContain('     1  quirk         odd  topic-not-replaced')
})

test('a project without the plugin runs beside one with it', async () => {
  using project = new TemporaryProject({
    '.local/e2etest.ini': fixtureIni,
    'vitest.config.ts': `
      import { defineConfig } from 'vitest/config'
      import pushwright from 'pushwright/plugin'
      export default defineConfig({
        test: {
          projects: [
            { test: { name: 'unit', include: ['unit.test.ts'] } },
            { plugins: [pushwright()], test: { name: 'e2e', include: ['a.test.ts'] } },
          ],
        },
      })
    `,
    'unit.test.ts': `import { test } from 'vitest'\ntest('plain', () => {})`,
    'a.test.ts': pushTest,
  })
  const { exitCode, tree, output } = await project.run()
  expect(results(tree), output).toEqual(['passed', 'passed'])
  expect(exitCode, output).toBe(0)
})

test('one server can serve the whole run', async () => {
  using project = new TemporaryProject({
    '.local/e2etest.ini': `${fixtureIni}scope = run\n`,
    'a.test.ts': pushTest,
    'b.test.ts': `${pushTest}
      import { Feature, requireFeature } from 'pushwright'
      test.with(requireFeature(Feature.ControlServer))('reaches into the server', () => {})
    `,
  })
  const { exitCode, tree } = await project.run()
  expect(results(tree)).toEqual(['passed', 'passed', 'skipped: target fixture-server lacks control/server'])
  expect(exitCode).toBe(0)
})

test('a rerun in watch mode begins afresh', async () => {
  using project = new TemporaryProject({ '.local/e2etest.ini': fixtureIni, 'a.test.ts': pushTest })
  const child = project.start(['watch', '--no-color'])
  let output = ''
  const passes = async (count: number): Promise<void> => {
    while ((output.match(/1 passed \(1\)\s+Start/g) ?? []).length < count) {
      const [chunk] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer]
      output += chunk.toString()
    }
  }
  await passes(1)
  project.write('a.test.ts', `${pushTest}\n// changed`)
  await passes(2)
  child.kill('SIGTERM')
  await once(child, 'close')
})

describe('a target says whether its files share a worker, unless the Vitest config does', () => {
  const isolated = `
    import { defineConfig } from 'vitest/config'
    import pushwright from 'pushwright/plugin'
    export default defineConfig({
      test: { projects: [{ plugins: [pushwright()], test: { name: 'e2e', include: ['*.test.ts'], isolate: true } }] },
    })
  `
  const shared = 'parallel = false\nisolate = false\n'

  test.for([
    { what: 'by default not', ini: 'parallel = false\n', workers: 3 },
    { what: 'with `isolate = false`', ini: shared, workers: 1 },
    { what: 'not where the Vitest config isolates', ini: shared, config: isolated, workers: 3 },
  ])('$what', async ({ ini, config, workers }) => {
    const workerTest = `
      import { appendFileSync } from 'node:fs'
      import { test } from 'pushwright'
      test('says where it is', () => appendFileSync('workers.txt', process.pid + '\\n'))
    `
    using project = new TemporaryProject({
      '.local/e2etest.ini': `${fixtureIni}${ini}`,
      ...(config !== undefined && { 'vitest.config.ts': config }),
      'a.test.ts': workerTest,
      'b.test.ts': workerTest,
      'c.test.ts': workerTest,
    })
    const { exitCode, output } = await project.run()
    expect(exitCode, output).toBe(0)
    const seen = project.read('workers.txt').trim().split('\n')
    expect(seen).toHaveLength(3)
    expect(new Set(seen).size).toBe(workers)
  })
})
