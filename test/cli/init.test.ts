import { spawn } from 'node:child_process'
import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { filesOf, projectWith } from '../init/project.ts'
import { start } from './command.ts'

const pnpm = { npm_config_user_agent: 'pnpm/12.0.0 npm/? node/v24.1.0 linux x64' }

test('without a terminal it asks nothing, and says what comes next', async () => {
  const cwd = projectWith({ 'package.json': '{}' })
  expect(await start(['init'], {}, { cwd }).ended).toMatchObject({
    code: 0,
    stderr: '',
    stdout: [
      'written   vitest.config.mts',
      'written   .local/e2etest.ini',
      'written   .gitignore',
      'written   e2e/push.test.mts',
      '',
      'Next:',
      '  npm install --save-dev pushwright vitest',
      '  npx vitest run --project e2e',
      '',
    ].join('\n'),
  })
  const before = filesOf(cwd)
  const { stdout } = await start(['init'], pnpm, { cwd }).ended
  expect(stdout).toContain('Everything was there, nothing was changed.\n')
  expect(stdout).toContain('  pnpm add --save-dev pushwright vitest\n  pnpm exec vitest run --project e2e\n')
  expect(filesOf(cwd)).toEqual(before)
})

test('with a config of its own it prints what to put there', async () => {
  const cwd = projectWith({ 'package.json': '{ "type": "module" }', 'vite.config.ts': '' })
  const { stdout } = await start(['init'], {}, { cwd }).ended
  expect(stdout).toContain('by hand   vite.config.ts\n')
  expect(stdout).toContain("Put this into your vite.config.ts:\n\n  import pushwright from 'pushwright/plugin'\n")
})

test('on a terminal it asks', async () => {
  const cwd = projectWith({ 'package.json': '{}' })
  const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))
  // `script` gives the command a terminal of its own.
  const command = `'${process.execPath}' '${main}' init`
  const child = spawn('script', ['-qec', command, '/dev/null'], { cwd, env: { PATH: process.env.PATH } })
  onTestFinished(() => void child.kill())
  let output = ''
  child.stdout.on('data', (chunk) => {
    output += chunk
    if (/\[1\]: $/.test(stripped(output))) child.stdin.write('2\r')
    else if (/wss:\/\/\.\.\.: $/.test(stripped(output))) child.stdin.write('wss://push.example\r')
  })
  const code = await new Promise((resolve) => child.once('close', resolve))
  expect({ code, output: stripped(output) }).toMatchObject({ code: 0, output: expect.stringContaining('written') })
  expect(filesOf(cwd)['.local/e2etest.ini']).toContain('url = wss://push.example/\n')
})

test('without a package.json it says where to run', async () => {
  const cwd = projectWith({ 'package.json': '{}', 'src/a.ts': '' })
  const { code, stdout, stderr } = await start(['init'], {}, { cwd: join(cwd, 'src') }).ended
  expect(stderr).toBe(
    `error: Expected a package.json in ${join(cwd, 'src')}, there is none. Run this in ${cwd}, or \`npm init -y\` here first.\n`,
  )
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
})

test('a package.json that is no JSON is told', async () => {
  const cwd = projectWith({ 'package.json': '{' })
  const { code, stderr } = await start(['init'], {}, { cwd }).ended
  expect(stderr).toMatch(/^error: Expected .*package\.json to be JSON, got .*\. Mend it, and run this again\.\n$/)
  expect(code).toBe(1)
})

test('a folder that cannot be written to is told, and nothing else is written', async () => {
  const cwd = projectWith({ 'package.json': '{}' })
  chmodSync(cwd, 0o555)
  // Nothing is read-only for root.
  const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}
  const { code, stderr } = await start(['init'], {}, { cwd, ...nobody }).ended
  expect(stderr).toBe(
    `error: Expected to write ${join(cwd, 'vitest.config.mts')}, it cannot be written (EACCES). Make the folder writable, and run this again: it goes on where it stopped.\n`,
  )
  expect({ code, files: Object.keys(filesOf(cwd)) }).toEqual({ code: 1, files: ['package.json'] })
})

test('an INI that is a folder is not overwritten either', async () => {
  const cwd = projectWith({ 'package.json': '{}' })
  mkdirSync(join(cwd, '.local/e2etest.ini'), { recursive: true })
  const { code, stdout } = await start(['init'], {}, { cwd }).ended
  expect(stdout).toContain('there     .local/e2etest.ini\n')
  expect(code).toBe(0)
})

test('--run needs nothing left to do by hand', async () => {
  const cwd = projectWith({ 'package.json': '{}' })
  const { code, stderr } = await start(['init', '--run'], {}, { cwd }).ended
  expect(stderr).toBe('error: Expected nothing left to do by hand before --run; do what is said above first.\n')
  expect(code).toBe(1)
})

/** Without the escape codes that a terminal gets. */
function stripped(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape codes begin with one.
  return text.replace(/\u001b\[[0-9;?]*[A-Za-z]/g, '')
}
