import { expect, test } from 'vitest'
import { TemporaryProject } from './temporary-project.ts'

const plugin = `
  import { defineFeature, defineQuirk, type Plugin } from 'pushwright/core'
  export default {
    quirks: [
      defineQuirk(
        { name: 'no-content-status', text: 'Of our own.', source: 'Our runbook.', overrides: { acceptStatus: () => 204 } },
        { why: 'A test of ours.', notProbed: 'Nobody asks.' },
      ),
    ],
    features: [
      defineFeature({ name: 'teapot', role: 'endpoint', text: 'Of our own.', why: 'Tea.', evidence: 'RFC 2324', notProbed: 'Tea.' }),
      defineFeature({ name: 'coffee', role: 'endpoint', text: 'Of our own.', why: 'Coffee.', evidence: 'RFC 2324', notProbed: 'Tea.' }),
    ],
  } satisfies Plugin
`

const ini = (plugins: string): string => `[global]
plugins[] = ${plugins}
[fixture-server]
quirks[] = no-content-status
missing_features[] = coffee
`

test('a plugin of the INI adds quirks, which the fixture plays and tests skip on, and features', async () => {
  using project = new TemporaryProject({
    'my-quirks.ts': plugin,
    '.local/e2etest.ini': ini('./my-quirks.ts'),
    'a.test.ts': `
      import { expect, requireFeature, skipWithQuirk, test } from 'pushwright'
      test.with(skipWithQuirk('no-content-status'))('skips on it', () => {})
      test.with(requireFeature('teapot'))('has the feature', () => {})
      test.with(requireFeature('coffee'))('lacks the other', () => {})
      test('is played', async ({ client, applicationServer, provisioner }) => {
        expect(provisioner.hasQuirk('no-content-status')).toBe(true)
        const receipt = await applicationServer.send(await client.subscribe(), 'hello')
        expect(receipt.status).toBe(204)
      })
    `,
  })
  const { exitCode, tree } = await project.run()
  expect({ exitCode, tests: tree?.modules[0]?.tests }).toMatchInlineSnapshot(`
    {
      "exitCode": 0,
      "tests": [
        {
          "name": "skips on it",
          "reason": "quirk",
          "result": "skipped: target fixture-server has the quirk no-content-status",
        },
        {
          "name": "has the feature",
          "result": "passed",
        },
        {
          "name": "lacks the other",
          "reason": "feature",
          "result": "skipped: target fixture-server lacks coffee",
        },
        {
          "name": "is played",
          "result": "passed",
        },
      ],
    }
  `)
  const tagged = await project.run(['--tags-filter=feature/teapot'])
  expect(tagged.tree?.modules[0]?.tests.filter(({ result }) => result === 'passed').map(({ name }) => name)).toEqual([
    'has the feature',
  ])
})

test.for([
  ['./gone.ts', 'there is no such module'],
  ['./a-number.ts', 'expected the default export of "./a-number.ts" to be { quirks, features }, got number'],
  ['./by-hand.ts', 'expected quirks[0] to be made with defineQuirk(), it lacks `text`'],
  ['./more.ts', 'expected `quirks` and `features`, got `pipes`'],
])('a plugin %s that is none stops the run with its line', async ([name = '', message = '']) => {
  using project = new TemporaryProject({
    '.local/e2etest.ini': `[global]\nplugins[] = ${name}\n[fixture-server]\n`,
    'a-number.ts': 'export default 1',
    'by-hand.ts': 'export default { quirks: [{ id: "urn:x", name: "x" }] }',
    'more.ts': 'export default { pipes: [] }',
    'a.test.ts': `import { test } from 'pushwright'\ntest('one', () => {})`,
  })
  const { exitCode, output } = await project.run()
  expect(exitCode).toBe(1)
  expect(output).toContain('.local/e2etest.ini:2 [global] plugins')
  expect(output).toContain(message)
})
