import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import {
  apiTest,
  basic,
  explode,
  findScenario,
  manyChannels,
  notificationForeverBadTokens,
  shippedScenarios,
} from '../../src/scenario/index.ts'

test.for([
  ['basic', basic],
  ['apiTest', apiTest],
  ['api_test', apiTest],
  ['notification_forever_bad_tokens', notificationForeverBadTokens],
  ['aplt.scenarios:basic', basic],
  ['_explode', explode],
  ['_expect_notifications', manyChannels],
] as const)('%s', async ([name, scenario]) => {
  expect((await findScenario(name, '/')).scenario).toBe(scenario)
})

test('every shipped scenario has a name and a text', async () => {
  expect(shippedScenarios).toHaveLength(17)
  for (const { name, text, scenario } of shippedScenarios) {
    expect((await findScenario(name, '/')).scenario).toBe(scenario)
    expect(text).toMatch(/^[A-Z].*\./)
  }
})

function project(): string {
  const root = mkdtempSync(join(tmpdir(), 'pushwright-scenario-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  mkdirSync(join(root, 'smoke'))
  writeFileSync(join(root, 'package.json'), '{ "type": "module" }')
  writeFileSync(
    join(root, 'smoke/mine.ts'),
    `export function* one(): Generator { yield 1 }
     export const group: { two: () => Generator } = { two: function* () { yield 2 } }
     export const number: number = 3
     export default one`,
  )
  writeFileSync(join(root, 'broken.js'), 'throw new Error("broken on purpose")')
  return root
}

test.for([
  ['./smoke/mine.ts:one', 'one', 1],
  ['smoke/mine.ts:one', 'one', 1],
  ['./smoke/mine.ts:group.two', 'group.two', 2],
  ['./smoke/mine.ts', './smoke/mine.ts', 1],
] as const)('%s', async ([name, called, first]) => {
  const found = await findScenario(name, project())
  expect([found.name, found.scenario().next().value]).toEqual([called, first])
})

test.for([
  ['basik', /^There is no scenario basik; did you mean "basic"\?/],
  ['', /^There is no scenario/],
  ['./smoke/mine.ts:number', /^Expected number of .\/smoke\/mine.ts to be a scenario, .* got number/],
  ['./smoke/mine.ts:onee', /got undefined; did you mean "one"\?/],
  ['./smoke/mine.ts:group.three', /got undefined/],
  ['./smoke/none.ts:one', /cannot be loaded: there is no such module/],
  ['no-such-package:one', /cannot be loaded: there is no such module/],
  ['./broken.js', /cannot be loaded: broken on purpose/],
] as const)('%s is an error', async ([name, message]) => {
  await expect(findScenario(name, project())).rejects.toMatchObject({
    code: 'ERR_OPTION',
    message: expect.stringMatching(message),
  })
})
