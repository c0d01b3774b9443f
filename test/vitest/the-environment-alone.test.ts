import { cpSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { fixtureIni, TemporaryProject } from './temporary-project.ts'

const companion = fileURLToPath(new URL('../../packages/vitest-environment-pushwright', import.meta.url))

// Put together, since Vitest would take it for a comment of this very file.
const comment = ['// @vitest', 'environment pushwright'].join('-')

const pushTest = `${comment}
  import { expect, Feature, requireFeature, test } from 'pushwright'
  test.with(requireFeature(Feature.Topic))('delivers', async ({ client, applicationServer }) => {
    const subscription = await client.subscribe()
    await applicationServer.send(subscription, 'hello')
    await expect(client).toReceivePush('hello')
  })
`

/** A project with the companion package, and without the plugin. */
function projectWith(files: Record<string, string>): TemporaryProject {
  const project = new TemporaryProject({ 'vitest.config.ts': 'export default {}', ...files })
  cpSync(companion, join(project.directory, 'node_modules/vitest-environment-pushwright'), { recursive: true })
  return project
}

test.for(['forks', 'threads'])('a comment in a test file is enough in %s', async (pool) => {
  using project = projectWith({
    '.local/e2etest.ini': fixtureIni,
    'a.test.ts': pushTest,
    'b.test.ts': pushTest,
    'plain.test.ts': "import { expect, test } from 'vitest'\ntest('adds', () => { expect(1 + 1).toBe(2) })",
  })
  const { exitCode, tree, output } = await project.run([`--pool=${pool}`])
  expect(
    tree?.modules.flatMap(({ tests }) => tests.map(({ result }) => result)),
    output,
  ).toEqual(['passed', 'passed', 'passed'])
  expect(exitCode).toBe(0)
})

test('skips have their reasons', async () => {
  using project = projectWith({
    '.local/e2etest.ini': `${fixtureIni}missing_features[] = topic\n`,
    'a.test.ts': pushTest,
  })
  const { exitCode, tree } = await project.run()
  expect(tree?.modules[0]?.tests[0]?.result).toBe('skipped: target fixture-server lacks topic')
  expect(exitCode).toBe(0)
})

test('without an INI tests are skipped, unless they are required', async () => {
  using project = projectWith({ 'a.test.ts': pushTest })
  const { exitCode, tree } = await project.run()
  expect(tree?.modules[0]?.tests[0]?.result).toMatch(/^skipped: e2e tests are not configured: write \.local/)
  expect(exitCode).toBe(0)
  const required = await project.run([], { PUSHWRIGHT_REQUIRE: '1' })
  expect(required.exitCode).toBe(1)
  expect(required.output).toContain('there is none. Run `npx pushwright init`.')
})

test('a target that is down fails the file, and is named', async () => {
  const closed = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => closed.once('listening', resolve))
  const { port } = closed.address() as { port: number }
  await new Promise((resolve) => closed.close(resolve))
  using project = projectWith({
    '.local/e2etest.ini': `[stage]\nprovisioner = anonymous\nurl = ws://127.0.0.1:${port}/\n`,
    'a.test.ts': pushTest,
  })
  const { exitCode, output } = await project.run()
  expect(exitCode).toBe(1)
  expect(output).toContain('The health probe of target "stage" failed')
})

test.for([
  ['[global]\nbaseline = .local/baseline.json\n', 'baseline'],
  ['parallel = false\n', 'parallel = false'],
])('what only the plugin can do is refused: %s', async ([line, named]) => {
  const ini = line?.startsWith('[') ? `${line}${fixtureIni}` : `${fixtureIni}${line}`
  using project = projectWith({ '.local/e2etest.ini': ini, 'a.test.ts': pushTest })
  const { exitCode, output } = await project.run()
  expect(exitCode).toBe(1)
  expect(output).toContain(`since the INI says ${named}; there is the environment alone.`)
})

test('without isolation the second file asks for the plugin', async () => {
  using project = projectWith({ '.local/e2etest.ini': fixtureIni, 'a.test.ts': pushTest, 'b.test.ts': pushTest })
  const { exitCode, output } = await project.run(['--no-isolate', '--maxWorkers=1'])
  expect(exitCode).toBe(1)
  expect(output).toContain('the environment `pushwright` alone does not work with `isolate: false`')
})

test('with the plugin the comment changes nothing', async () => {
  using project = new TemporaryProject({
    '.local/e2etest.ini': `[global]\nbaseline = baseline.json\n${fixtureIni}parallel = false\n`,
    'baseline.json': '{ "targets": {} }',
    'a.test.ts': pushTest,
  })
  cpSync(companion, join(project.directory, 'node_modules/vitest-environment-pushwright'), { recursive: true })
  const { tree, output } = await project.run()
  expect(tree?.modules[0]?.tests[0]?.result, output).toBe('passed')
})
