import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { type Ended, serve, start, temporaryDirectory } from './command.ts'

// Each starts processes.
vi.setConfig({ testTimeout: 30_000 })

interface Entry {
  readonly level: string
  readonly message: string
}

/** The entries of a log that was written as JSON. */
function entriesIn(path: string): Entry[] {
  const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1)
  return lines.map((line) => JSON.parse(line) as Entry)
}

/** An INI whose only target is the embedded service, with these lines in [global]. */
function ini(...global: string[]): string {
  const directory = temporaryDirectory()
  mkdirSync(join(directory, '.local'))
  const path = join(directory, '.local/e2etest.ini')
  writeFileSync(path, ['[global]', ...global, '[fixture-server]', ''].join('\n'))
  return path
}

async function ended(args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
  return start(args, env).ended
}

test.for([
  ['scenario', ['scenario', 'basic'], 'The scenario basic has passed'],
  ['plan', ['plan', 'basic, 1, 1, 0', '--quiet'], 'The plan basic, 1, 1, 0 has ended'],
  // Of tests that are run once, all is on stdout.
  ['live', ['live', 'push-roundtrip', '--once'], undefined],
] as const)('%s takes level, format and output from the INI', async ([, args, message]) => {
  const file = join(temporaryDirectory(), 'run.log')
  const config = ini('log_level = debug', 'log_format = json', `log_output = ${file}`)
  const { code, stderr } = await ended([...args, '--config', config])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(entriesIn(file).map((entry) => entry.message)).toEqual(
    message === undefined ? [] : expect.arrayContaining([message]),
  )
})

test('serve logs too, and its ready line stays alone on stdout', async () => {
  const file = join(temporaryDirectory(), 'serve.log')
  const { process, ended: end } = await serve(['--log-level', 'debug', '--log-format', 'json', '--log-output', file])
  process.kill('SIGTERM')
  const { stdout, stderr } = await end
  expect(stdout.trimEnd().split('\n')).toHaveLength(1)
  expect(stderr).toBe('')
  expect(entriesIn(file).map(({ message }) => message)).toEqual([
    'The push service is ready',
    'The push service has stopped',
  ])
})

test('the command line wins over the environment, which wins over the INI', async () => {
  const directory = temporaryDirectory()
  const [first, second, third] = ['option', 'environment', 'file'].map((name) => join(directory, name)) as [
    string,
    string,
    string,
  ]
  const args = ['scenario', 'basic', '--config', ini('log_level = debug', 'log_format = json', `log_output = ${third}`)]
  const env = { PUSHWRIGHT_LOG_OUTPUT: second, PUSHWRIGHT_LOG_LEVEL: 'DEBUG' }
  await Promise.all([ended([...args, '--log-output', first], env), ended(args, env), ended(args)])
  for (const path of [first, second, third]) expect(entriesIn(path).at(-1)).toMatchObject({ level: 'debug' })
})

test('a scenario that fails is an error in the log, with where', async () => {
  const file = join(temporaryDirectory(), 'run.log')
  const { code } = await ended(['scenario', 'basic', '--url', 'ws://127.0.0.1:1/', '--log-output', file])
  expect(code).toBe(1)
  expect(readFileSync(file, 'utf8')).toMatch(/ \[error\] The scenario basic has failed \{"at":"basic > connect/)
})

test.for([
  ['an option', ['--log-level', 'loud'], {}, /^error: Expected the log level to be one of debug/],
  ['a variable', [], { PUSHWRIGHT_LOG_LEVEL: 'loud' }, /PUSHWRIGHT_LOG_LEVEL.*expected one of debug, .*"loud"/],
  ['a key', ['--config', 'INI'], {}, /e2etest\.ini:2.*log_format.*expected one of default, human, json/],
] as const)('%s that is wrong is refused', async ([, args, env, message]) => {
  const config = ini('log_format = xml')
  const given = args.map((arg) => (arg === 'INI' ? config : arg))
  const { code, stderr } = await ended(['serve', ...given], env)
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(message) })
})
