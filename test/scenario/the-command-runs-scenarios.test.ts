import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { FixtureServer } from '../../src/fixture/index.ts'
import { start, temporaryDirectory } from '../cli/command.ts'

// A process takes its time to start on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

async function serve(): Promise<FixtureServer> {
  const server = await FixtureServer.start()
  onTestFinished(() => server.close())
  return server
}

test('at a URL, with its steps', async () => {
  const server = await serve()
  const { code, stdout, stderr } = await start([
    'scenario',
    'basic',
    '--url',
    server.url,
    '--times',
    '2',
    '--endpoint',
    server.origin,
  ]).ended
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout.replace(/ +[\d.]+ ms/g, '').replace(/in \S+/g, 'in time')).toBe(
    [
      ...['connect', 'hello', 'register', 'post', 'delivery', 'ack', 'unregister', 'disconnect'].map((s) => `  ${s}\n`),
      'basic passed in time\n',
    ]
      .join('')
      .repeat(2),
  )
  expect(server.pushes).toHaveLength(2)
})

test('at a target of the INI, with arguments by place and by name', async () => {
  const server = await serve()
  const config = join(temporaryDirectory(), 'e2etest.ini')
  writeFileSync(config, `[stage]\nprovisioner = anonymous\nurl = ${server.url}\n`)
  const args = ['notification_forever_stored', '2', 'runOnce=1', '{"storeDelay":0}']
  const { code, stdout, stderr } = await start(['scenario', ...args, '--config', config, '--target', 'stage']).ended
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toMatch(/notificationForeverStored passed/)
  expect(server.pushes).toHaveLength(2)
})

test('of a file of one’s own, with what failed, where, and what was said', async () => {
  const { url } = await serve()
  const file = join(temporaryDirectory(), 'mine.ts')
  const core = new URL('../../src/core.ts', import.meta.url).href
  writeFileSync(
    file,
    `import { connect, hello, expectNotification } from '${core}'
function* greet() {
  yield* connect()
  yield* hello()
}
export function* mine(timeout: number) {
  yield* greet()
  yield* expectNotification(undefined, { timeout })
}`,
  )
  const { code, stdout, stderr } = await start(['scenario', `${file}:mine`, '5', '--url', url, '--times', '3']).ended
  expect(code).toBe(1)
  expect(stdout).not.toContain('passed')
  expect(stderr).toMatch(
    /^error: mine > expectNotification \(mine\.ts:8\) failed after \S+: Waited 5ms for a notification for client 1; none came\.\n\n/,
  )
  expect(stderr).toMatch(/push service.*\n.*note connect\n(.*\n)*.*"messageType":"hello"/)
})

test('that are restarted, spawned and refused: the exit code tells', async () => {
  const { url } = await serve()
  const codes = ['apiTest', 'testMultipleSpawn', 'explode'].map(
    async (name) => (await start(['scenario', name, '--url', url]).ended).code,
  )
  expect(await Promise.all(codes)).toEqual([0, 0, 1])
})

test('that take too long', async () => {
  const { url } = await serve()
  const { code, stderr } = await start(['scenario', 'connectAndIdleForever', '--url', url, '--timeout', '300ms']).ended
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: expect.stringMatching(
      /^error: connectAndIdleForever > .* failed after .*: Waited 300ms for connectAndIdleForever to end/,
    ),
  })
})

test('that are stopped', async () => {
  const server = await serve()
  const { process, ended } = start(['scenario', 'connectAndIdleForever', '--url', server.url])
  await server.waitForMessage('hello', undefined, { timeout: 50_000 })
  process.kill('SIGINT')
  const { code, stderr } = await ended
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: expect.stringMatching(/^connectAndIdleForever was stopped after/),
  })
  await expect.poll(() => server.clients).toEqual([])
})

test('and lists them', async () => {
  const { code, stdout } = await start(['scenario', '--list']).ended
  expect(code).toBe(0)
  expect(stdout).toMatch(/^basic +One push from end to end/)
  expect(stdout.trimEnd().split('\n')).toHaveLength(17)
})

test.for([
  [['scenario'], /Expected the name of a scenario. Run with --list/],
  [['scenario', 'basik'], /There is no scenario basik; did you mean "basic"\?/],
  [['scenario', 'basic', '--url', 'https://push.example/'], /Expected the URL of a push service, ws: or wss:/],
  [['scenario', 'basic', '--url', 'ws://127.0.0.1:1/', '--target', 'stage'], /Expected either --url or --target/],
  [['scenario', 'basic', '--config', 'nowhere.ini'], /Expected an INI at nowhere.ini/],
  [['scenario', 'basic', '--endpoint', 'https://push.example/path'], /Expected an origin such as/],
  [['scenario', 'basic', '--times', '0'], /Expected a whole number from 1/],
  [['scenario', 'basic', '--timeout', 'soon'], /Expected a duration such as 500ms or 5s/],
  [['scenario', 'basic', '{"vapidKey":', '--url', 'ws://127.0.0.1:1/'], /Expected JSON/],
] as const)('%j ends with 2', async ([args, message]) => {
  const { code, stderr } = await start(args).ended
  expect(stderr).toMatch(message)
  expect(code).toBe(2)
})

test('a service that is not there is a failure', async () => {
  const { code, stderr } = await start(['scenario', 'basic', '--url', 'ws://127.0.0.1:1/']).ended
  expect(code).toBe(1)
  expect(stderr).toMatch(
    /^error: basic > connect \(basic\.ts:\d+\) failed after \S+: Could not open a WebSocket .* ECONNREFUSED/,
  )
})
