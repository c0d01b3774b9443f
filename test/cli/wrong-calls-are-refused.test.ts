import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { start, temporaryDirectory } from './command.ts'

// A process takes its time to start on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

test.for([
  [['serv'], /unknown command 'serv'\n\(Did you mean serve\?\)/],
  [['serve', '--profle', 'ideal'], /unknown option '--profle'\n\(Did you mean --profile\?\)/],
  [['serve', '--tokn=canary'], /unknown option '--tokn=…'/],
  [['serve', '--port', '65536'], /'--port <number>' argument '65536' is invalid. Expected a whole number/],
  [['serve', '--control-port', '1e3'], /Expected a whole number from 0 to 65535/],
  [['serve', '--profile', 'autopsh'], /error: Expected `profile` .* got autopsh. Did you mean autopush\?/],
  [['serve', '--sender', 'aple'], /error: Expected `sender` .* got aple. Did you mean apple\?/],
  [['serve', '--token', 'two words'], /error: Expected `token` to be letters/],
  [['serve', '--config', 'nowhere.ini'], /error: Expected an INI at nowhere.ini, there is no such file/],
  [['serve', '--root', '/nowhere'], /error: Expected `root` to be a directory, got `\/nowhere`/],
  [['serve', '--http-port', 'x'], /Expected a whole number from 0 to 65535/],
  [['serve', 'now'], /too many arguments/],
  [[], /Usage: pushwright/],
] as const)('%j ends with 2', async ([args, message]) => {
  const { code, stdout, stderr } = await start(args).ended
  expect(stderr).toMatch(message)
  expect(stderr).not.toMatch(/^ +at /m)
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
})

test.for([
  [
    '[stage]\nprovisioner = anonymous\nurl = wss://a.example/',
    /e2etest.ini:2 \[stage\] provisioner: only a fixture-server/,
  ],
  ['[fixture-server]\nprofile = autopsh', /e2etest.ini:2 \[fixture-server\] profile: expected one of ideal/],
  [
    '[fixture-server]\nbehaviours[] = topic-not-replacd',
    /there is no behaviour .* did you mean "topic-not-replaced"\?/,
  ],
  ['[fixture-server]\ntsl = true', /did you mean "tls"\?/],
] as const)('an INI with %j ends with 2 and names the line', async ([text, message]) => {
  const config = join(temporaryDirectory(), 'e2etest.ini')
  writeFileSync(config, text)
  const { code, stderr } = await start(['serve', '--config', config]).ended
  expect(stderr).toMatch(message)
  expect(code).toBe(2)
})

test.for(['--port', '--control-port'])('a %s in use ends with 1 and says so', async (option) => {
  const other = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void other.close())
  await once(other, 'listening')
  const { port } = other.address() as { port: number }
  const { code, stdout, stderr } = await start(['serve', '--tls', option, String(port)]).ended
  expect(stderr).toBe(
    `error: port ${port} of 127.0.0.1 is in use (EADDRINUSE). Choose another one, or 0 for any that is free.\n`,
  )
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
})

test('a ready file that cannot be written ends with 1', async () => {
  const path = join(temporaryDirectory(), 'no', 'such', 'ready.json')
  const { code, stdout, stderr } = await start(['serve', '--ready-file', path]).ended
  expect(stderr).toMatch(/^error: Expected to use .*ready\.json\S*, it cannot be \(ENOENT: .*\)\. Check its name, /)
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
})

test('--version and --help end with 0', async () => {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  expect(await start(['--version']).ended).toMatchObject({ code: 0, stdout: `${version}\n`, stderr: '' })
  const help = await start(['serve', '--help']).ended
  expect(help).toMatchObject({ code: 0, stderr: '' })
  expect(help.stdout).toMatch(/Usage: pushwright serve \[options\]/)
})
