import { expect, test } from 'vitest'
import { parseConfiguration } from '../../src/config/index.ts'
import { initProject, readTarget } from '../../src/init/index.ts'
import { filesOf, projectWith } from './project.ts'

const chooseTarget = () => readTarget({})

test('an empty project gets a config, an INI, lines for git and a first test', async () => {
  const directory = projectWith({ 'package.json': '{ "type": "module" }' })
  const { steps, snippet } = await initProject({ directory, chooseTarget })
  expect(steps).toEqual([
    { path: 'vitest.config.ts', outcome: 'written' },
    { path: '.local/e2etest.ini', outcome: 'written' },
    { path: '.gitignore', outcome: 'written' },
    { path: 'e2e/push.test.ts', outcome: 'written' },
  ])
  expect(snippet).toBeUndefined()
  const files = filesOf(directory)
  expect(files['.gitignore']).toBe('.local/*\n!.local/e2etest.ini\n.vitest\n')
  expect(files['vitest.config.ts']).toContain("include: ['e2e/**/*.test.ts']")
  expect(files['e2e/push.test.ts']).toContain("toReceivePush({ title: 'hi' })")
})

test.for(['{}', '{ "type": "commonjs" }'])('with %s the modules say that they are modules', async (text) => {
  const directory = projectWith({ 'package.json': text })
  await initProject({ directory, chooseTarget })
  const files = filesOf(directory)
  expect(files['vitest.config.mts']).toContain("include: ['e2e/**/*.test.mts']")
  expect(Object.keys(files)).toContain('e2e/push.test.mts')
})

test('the second time everything is there, and nothing changes', async () => {
  const directory = projectWith({ 'package.json': '{}' })
  await initProject({ directory, chooseTarget })
  const before = filesOf(directory)
  const asked = () => Promise.reject(new Error('asked for nothing'))
  const { steps } = await initProject({ directory, chooseTarget: asked })
  expect(steps.map(({ outcome }) => outcome)).toEqual(['there', 'there', 'there', 'there'])
  expect(filesOf(directory)).toEqual(before)
})

test.for(['vitest.config.ts', 'vitest.config.js', 'vite.config.mts'])(
  'a %s stays as it is, and there is something to put into it',
  async (name) => {
    const directory = projectWith({ 'package.json': '{ "type": "module" }', [name]: 'export default {}' })
    const { steps, snippet } = await initProject({ directory, chooseTarget })
    expect(steps[0]).toEqual({ path: name, outcome: 'by hand' })
    expect(snippet).toContain("import pushwright from 'pushwright/plugin'")
    expect(filesOf(directory)).toMatchObject({ [name]: 'export default {}' })
    expect(Object.keys(filesOf(directory)).filter((path) => path.includes('config'))).toEqual([name])
  },
)

test('a config with the plugin is there', async () => {
  const config = "import pushwright from 'pushwright/plugin'"
  const directory = projectWith({ 'package.json': '{}', 'vitest.config.mts': config })
  const { steps, snippet } = await initProject({ directory, chooseTarget })
  expect(steps[0]).toEqual({ path: 'vitest.config.mts', outcome: 'there' })
  expect(snippet).toBeUndefined()
})

test('whoever has end-to-end tests gets no first one', async () => {
  const directory = projectWith({ 'package.json': '{}', 'e2e/mine.test.js': '' })
  const { steps } = await initProject({ directory, chooseTarget })
  expect(steps.at(-1)).toEqual({ path: 'e2e/mine.test.js', outcome: 'there' })
})

test.for([
  { had: 'node_modules', has: 'node_modules\n.local/*\n!.local/e2etest.ini\n.vitest\n' },
  { had: '.vitest\r\n', has: '.vitest\r\n.local/*\r\n!.local/e2etest.ini\r\n' },
  { had: '', has: '.local/*\n!.local/e2etest.ini\n.vitest\n' },
])('a .gitignore gets the lines that it lacks: $had', async ({ had, has }) => {
  const directory = projectWith({ 'package.json': '{}', '.gitignore': had })
  const { steps } = await initProject({ directory, chooseTarget })
  expect(steps[2]).toEqual({ path: '.gitignore', outcome: 'added to' })
  expect(filesOf(directory)['.gitignore']).toBe(has)
})

test.for([
  { answers: {}, selected: 'fixture-server', provisioner: 'fixture-server' },
  { answers: { kind: 'firefox' }, selected: 'firefox', provisioner: 'firefox' },
  { answers: { url: 'wss://push.example/a;b?c=d#e' }, selected: 'stage', provisioner: 'anonymous' },
  {
    answers: { kind: 'production', url: 'wss://push.example/', endpoints: 'https://updates.push.example/' },
    selected: 'production',
    provisioner: 'production',
  },
])('the INI for $answers selects $selected', async ({ answers, selected, provisioner }) => {
  const directory = projectWith({ 'package.json': '{}' })
  await initProject({ directory, chooseTarget: () => readTarget(answers) })
  const text = filesOf(directory)['.local/e2etest.ini'] as string
  const target = parseConfiguration(text, { file: 'e2etest.ini', root: directory }).target()
  expect({ name: target.name, provisioner: target.provisioner }).toEqual({ name: selected, provisioner })
  if (answers.url !== undefined) expect(target.string('url')).toBe(answers.url)
  if (answers.endpoints !== undefined) {
    expect(target.origins('endpoint_allow')).toEqual(['https://updates.push.example'])
    expect(target.boolean('enabled')).toBe(false)
  }
})
