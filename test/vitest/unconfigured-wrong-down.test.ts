import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { fixtureIni, TemporaryProject } from './temporary-project.ts'

const twoTests = `
  import { expect, test } from 'pushwright'
  test('one', async ({ client }) => { expect(client.uaid).toBeDefined() })
  test('two', () => {})
`

test('without an INI every test is skipped with one sentence, and the run passes', async () => {
  using project = new TemporaryProject({ 'a.test.ts': twoTests })
  const { exitCode, tree, output } = await project.run()
  expect({ exitCode, tree }).toMatchInlineSnapshot(`
    {
      "exitCode": 0,
      "tree": {
        "modules": [
          {
            "errors": [],
            "module": "e2e: a.test.ts",
            "tests": [
              {
                "name": "one",
                "reason": "unconfigured",
                "result": "skipped: e2e tests are not configured: write .local/e2etest.ini with a section such as [fixture-server] to run them",
              },
              {
                "name": "two",
                "reason": "unconfigured",
                "result": "skipped: e2e tests are not configured: write .local/e2etest.ini with a section such as [fixture-server] to run them",
              },
            ],
          },
        ],
        "unhandledErrors": [],
      },
    }
  `)
  expect(output).toContain('write .local/e2etest.ini')
})

test('without an INI a required run fails', async () => {
  using project = new TemporaryProject({ 'a.test.ts': twoTests })
  const { exitCode, output } = await project.run([], { PUSHWRIGHT_REQUIRE: '1' })
  expect(exitCode).toBe(1)
  expect(output).toContain('e2e: no test ran, and `require` is set.')
})

test('an INI with `require = true` fails a run in which every test is skipped', async () => {
  using project = new TemporaryProject({
    '.local/e2etest.ini': `[global]\nrequire = true\n${fixtureIni}missing_features[] = topic\n`,
    'a.test.ts': `
      import { Feature, requireFeature, test } from 'pushwright'
      test.with(requireFeature(Feature.Topic))('one', () => {})
    `,
  })
  const { exitCode, tree, output } = await project.run()
  expect({ exitCode, tests: tree?.modules[0]?.tests }).toMatchInlineSnapshot(`
    {
      "exitCode": 1,
      "tests": [
        {
          "name": "one",
          "reason": "feature",
          "result": "skipped: target fixture-server lacks topic",
        },
      ],
    }
  `)
  expect(output).toContain('e2e: no test ran, and `require` is set.')
})

test('a wrong INI stops the run with file, line, section, key and the nearest name', async () => {
  using project = new TemporaryProject({
    '.local/e2etest.ini': '[fixture-server]\nprofil = ideal\n',
    'a.test.ts': twoTests,
  })
  const { exitCode, tree, output } = await project.run()
  expect({ exitCode, tree }).toEqual({ exitCode: 1, tree: undefined })
  expect(output).toContain(
    '.local/e2etest.ini:2 [fixture-server] profil: the provisioner fixture-server has no such key; did you mean "profile"?',
  )
  expect(output).not.toContain('node_modules/pushwright')
})

test('a target that is down fails the run with one error, and no test is reported as failed', async () => {
  const closed = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => closed.once('listening', resolve))
  const { port } = closed.address() as { port: number }
  await new Promise((resolve) => closed.close(resolve))
  using project = new TemporaryProject({
    '.local/e2etest.ini': `[stage]\nprovisioner = anonymous\nurl = ws://127.0.0.1:${port}/\n`,
    'a.test.ts': twoTests,
  })
  const { exitCode, tree, output } = await project.run()
  expect({ exitCode, tree }).toMatchInlineSnapshot(`
    {
      "exitCode": 1,
      "tree": {
        "modules": [
          {
            "errors": [],
            "module": "e2e: a.test.ts",
            "tests": [
              {
                "name": "one",
                "reason": "target-down",
                "result": "skipped: target stage is down",
              },
              {
                "name": "two",
                "reason": "target-down",
                "result": "skipped: target stage is down",
              },
            ],
          },
        ],
        "unhandledErrors": [],
      },
    }
  `)
  expect(output.match(/The health probe of target "stage" failed/g)).toHaveLength(1)
  expect(output).toContain('ECONNREFUSED')
})

test('a target that accepts and says nothing is down after the health timeout', async () => {
  const silent = createServer(() => {}).listen(0, '127.0.0.1')
  await new Promise((resolve) => silent.once('listening', resolve))
  const { port } = silent.address() as { port: number }
  using project = new TemporaryProject({
    '.local/e2etest.ini': `[global]\nhealth_timeout = 300ms\n[stage]\nprovisioner = anonymous\nurl = ws://127.0.0.1:${port}/\n`,
    'a.test.ts': twoTests,
  })
  const { exitCode, output } = await project.run()
  silent.close()
  expect(exitCode).toBe(1)
  expect(output).toContain('The health probe of target "stage" failed: Waited 300ms')
})
