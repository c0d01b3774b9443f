import { describe, expect, inject, test } from 'vitest'
import { ForeignProject } from './foreign-project.ts'

const packed = inject('pushwrightPacked').tarball
const companion = inject('companionPacked').tarball

const managers = {
  npm: { add: `npm install --save-dev ${packed} vitest`, run: 'npx' },
  pnpm: { add: `npx --yes pnpm@12 add --save-dev ${packed} vitest`, run: 'npx --yes pnpm@12 exec' },
} as const

describe.for(Object.entries(managers))('with %s', ([name, { add, run }]) => {
  test.for([
    { type: 'module', config: 'vitest.config.ts', first: 'e2e/push.test.ts' },
    { type: 'commonjs', config: 'vitest.config.mts', first: 'e2e/push.test.mts' },
  ])('a $type project has a green test, and the second time nothing changes', async ({ type, config, first }) => {
    const project = ForeignProject.forTest({ 'package.json': JSON.stringify({ name: 'foreign', type }) })
    await project.succeed(add)
    const { output } = await project.succeed(`${run} pushwright init --run`)
    expect(output).toContain(`written   ${config}\n`)
    expect(output).toContain(`written   ${first}\n`)
    expect(output).toMatch(/Tests {2}1 passed/)
    const again = await project.succeed(`${run} pushwright init`)
    expect(again.output).toContain('Everything was there, nothing was changed.')
  })

  test('a package of a monorepo has a green test, run from it and from the root', async () => {
    const project = ForeignProject.forTest({
      'package.json': JSON.stringify({ name: 'root', private: true, type: 'module', workspaces: ['packages/*'] }),
      'pnpm-workspace.yaml': "packages:\n  - 'packages/*'\n",
      'vitest.config.js': "export default { test: { projects: ['packages/*'] } }",
      'packages/app/package.json': JSON.stringify({ name: '@foreign/app', version: '1.0.0', type: 'module' }),
    })
    await project.succeed(
      name === 'npm' ? `${add} --workspace packages/app` : add,
      name === 'npm' ? '.' : 'packages/app',
    )
    if (name === 'pnpm') await project.succeed('npx --yes pnpm@12 add --save-dev --workspace-root vitest')
    const { output } = await project.succeed(`${run} pushwright init --run`, 'packages/app')
    expect(output).toMatch(/Tests {2}1 passed/)
    expect(project.read('packages/app/.local/e2etest.ini')).toContain('[fixture-server]')
    const whole = await project.succeed(`${run} vitest run`)
    expect(whole.output).toMatch(/@foreign\/app[\s\S]*Tests {2}1 passed/)
  })
})

test('a config that is there works with what is printed', async () => {
  const project = ForeignProject.forTest({
    'package.json': JSON.stringify({ type: 'module' }),
    'vitest.config.ts': "export default { test: { include: ['src/*.test.ts'] } }",
    'src/unit.test.ts': "import { expect, test } from 'vitest'\ntest('adds', () => { expect(1 + 1).toBe(2) })",
  })
  await project.succeed(managers.npm.add)
  const { output } = await project.succeed('npx pushwright init')
  const [, imported, settings] = output.match(/^ {2}(import .*)\n\n( {2}test: \{[\s\S]*?^ {2}\},)/m) ?? []
  project.write('vitest.config.ts', `${imported}\nexport default {\n${settings}\n}\n`)
  const run = await project.succeed('npx vitest run')
  expect(run.output).toMatch(/Tests {2}2 passed/)
})

test('a comment in a test file is enough with the companion package', async () => {
  const project = ForeignProject.forTest({
    'package.json': JSON.stringify({ type: 'module' }),
    '.local/e2etest.ini': '[fixture-server]\n',
    'push.test.ts': `${['// @vitest', 'environment pushwright'].join('-')}
      import { expect, test } from 'pushwright'
      test('delivers', async ({ client, applicationServer }) => {
        await applicationServer.send(await client.subscribe(), 'hello')
        await expect(client).toReceivePush('hello')
      })
    `,
  })
  await project.succeed(`${managers.npm.add} ${companion}`)
  const { output } = await project.succeed('npx vitest run')
  expect(output).toMatch(/Tests {2}1 passed/)
})
