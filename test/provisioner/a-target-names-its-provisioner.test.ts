import { describe, expect, test } from 'vitest'
import { isPushwrightError } from '../../src/errors/index.ts'
import { loadProvisioner } from '../../src/provisioner/index.ts'
import { read } from '../config/read.ts'
import { temporaryDirectory, writeIn } from './certificates.ts'

function load(name: string, root = '/project'): ReturnType<typeof loadProvisioner> {
  return loadProvisioner(read(`[stage]\nprovisioner = ${name}`, { root, provisionerKeys: () => undefined }).target())
}

async function refusal(name: string, root?: string): Promise<string> {
  try {
    await load(name, root)
  } catch (error) {
    if (isPushwrightError(error, 'ERR_CONFIG'))
      return root === undefined ? error.message : error.message.replaceAll(root, 'ROOT')
    throw error
  }
  throw new Error('Expected ERR_CONFIG, but it was loaded.')
}

const wholeClass = `export default class {
  configure() {} prepareRun() {} finishRun() {} probeHealth() {} discover() {} initialise() {}
  setup() {} teardown() {} finalise() {} getConnectedClient() {} getApplicationServer() {}
}`

describe('by a path', () => {
  test.each(['./mine.mjs', '/absolute'])('%s', async (path) => {
    const root = temporaryDirectory()
    const file = writeIn(root, 'mine.mjs', wholeClass)
    await expect(load(path === '/absolute' ? file : path, root)).resolves.toHaveProperty('configure')
  })
  test('to TypeScript', async () => {
    const root = temporaryDirectory()
    writeIn(root, 'mine.ts', wholeClass.replace('configure()', 'configure(_settings: unknown): void'))
    await expect(load('./mine.ts', root)).resolves.toHaveProperty('configure')
  })
  test('that is not there', async () => {
    const root = temporaryDirectory()
    expect(await refusal('./mine.ts', root)).toMatchInlineSnapshot(
      `".local/e2etest.ini:2 [stage] provisioner: the provisioner "./mine.ts" cannot be loaded: there is no such module. The built-in ones are anonymous, chromium, firefox, fixture-server, production."`,
    )
  })
  test('to a module that cannot be parsed', async () => {
    const root = temporaryDirectory()
    writeIn(root, 'mine.mjs', 'export default class {')
    expect(await refusal('./mine.mjs', root)).toContain('the provisioner "./mine.mjs" cannot be loaded: ')
  })
  test('to a module that throws', async () => {
    const root = temporaryDirectory()
    writeIn(root, 'mine.mjs', 'throw new Error("no licence")')
    expect(await refusal('./mine.mjs', root)).toMatchInlineSnapshot(
      `".local/e2etest.ini:2 [stage] provisioner: the provisioner "./mine.mjs" cannot be loaded: no licence"`,
    )
  })
  test('to a module that lacks another', async () => {
    const root = temporaryDirectory()
    writeIn(root, 'mine.mjs', 'import "no-such-package-of-anybody"')
    const message = await refusal('./mine.mjs', root)
    expect(message).toContain('no-such-package-of-anybody')
    expect(message).not.toContain('there is no such module')
  })
})

describe('by a name', () => {
  test('that is nearly a built-in one', async () => {
    expect(await refusal('anonymos')).toMatchInlineSnapshot(
      `".local/e2etest.ini:2 [stage] provisioner: unknown provisioner "anonymos"; did you mean "anonymous"?"`,
    )
  })
  test('that is like nothing', async () => {
    expect(await refusal('@nobody/nothing/at-all')).toMatchInlineSnapshot(
      `".local/e2etest.ini:2 [stage] provisioner: the provisioner "@nobody/nothing/at-all" cannot be loaded: there is no such module. The built-in ones are anonymous, chromium, firefox, fixture-server, production."`,
    )
  })
  test.each(['anonymous', 'fixture-server', 'production'])('that is built in: %s', async (name) => {
    const lines = name === 'fixture-server' ? '' : '\nurl = wss://push.example/\nendpoint_allow = https://push.example'
    const settings = read(`[${name}]${lines}`).target()
    await expect(loadProvisioner(settings)).resolves.toHaveProperty('getConnectedClient')
  })
})

describe('its default export', () => {
  test.each([
    ['absent', 'export const a = 1'],
    ['no function', 'export default {}'],
  ])('is %s', async (_, source) => {
    const root = temporaryDirectory()
    writeIn(root, 'mine.mjs', source)
    expect(await refusal('./mine.mjs', root)).toBe(
      '.local/e2etest.ini:2 [stage] provisioner: expected the default export of "./mine.mjs" to be a class that extends Provisioner.',
    )
  })
  test.each([
    ['a function', 'export default () => {}', 'configure'],
    ['another class', 'export default class { constructor() { throw new Error("made") } }', 'configure'],
    ['a class that lacks a method', wholeClass.replace('teardown() {}', 'teardown = 1;'), 'teardown'],
  ])('is %s', async (_, source, missing) => {
    const root = temporaryDirectory()
    writeIn(root, 'mine.mjs', source)
    expect(await refusal('./mine.mjs', root)).toBe(
      `.local/e2etest.ini:2 [stage] provisioner: expected "./mine.mjs" to export a class that extends Provisioner; it lacks ${missing}().`,
    )
  })
})
