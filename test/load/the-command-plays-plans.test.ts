import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { start, temporaryDirectory } from '../cli/command.ts'
import { service } from './stage.ts'

// A process takes its time to start on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

test('a plan that holds ends with 0, and its report can be shown and compared', async () => {
  const { url } = await service()
  const [json, html, page] = ['a.json', 'a.html', 'b.html'].map((name) => join(temporaryDirectory(), name)) as [
    string,
    string,
    string,
  ]
  const options = ['--url', url, '--threshold', 'errors < 1%', 'notification.latency p99 < 1m', '--json', json]
  const played = await start(['plan', 'basic, 3, 3, 0', ...options, '--html', html, '--log-output', 'none']).ended
  expect(played).toMatchObject({ code: 0, stderr: '' })
  expect(played.stdout).toMatch(/^basic, 3, 3, 0 at ws:\/\/127\.0\.0\.1:\d+: .*, one process, encrypted payloads\n/)
  expect(played.stdout).toMatch(/^basic +3 +3 +0 +0$/m)
  expect(played.stdout).toMatch(/^ {2}ok {3}notification\.latency p99 < 1m \([\d.]+ms\)$/m)
  expect(played.stdout).toMatch(/\npassed\n$/)
  expect(JSON.parse(readFileSync(json, 'utf8'))).toMatchObject({ format: 'pushwright-load', passed: true })
  expect(readFileSync(html, 'utf8')).toMatch(/^<!doctype html>/)

  expect(await start(['report', json]).ended).toMatchObject({ code: 0, stdout: played.stdout, stderr: '' })
  const compared = await start(['report', json, json]).ended
  expect(compared).toMatchObject({ code: 0, stderr: '' })
  expect(compared.stdout).toMatch(/^notification\.latency p99 +([\d.]+ms) +\1 +\+0\.0 %$/m)
  expect(await start(['report', json, json, '--html', page]).ended).toMatchObject({ code: 0, stdout: '' })
  expect(readFileSync(page, 'utf8')).toContain('Compared with ')
})

test('a threshold that does not hold ends with 1', async () => {
  const { url } = await service()
  const { code, stdout } = await start(['plan', 'basic, 1, 1, 0', '--url', url, '--threshold', 'post.latency max > 1m'])
    .ended
  expect(stdout).toMatch(/FAIL post\.latency max > 1m/)
  expect(code).toBe(1)
})

test('a scenario that fails ends with 1, with its kind and message', async () => {
  const { url } = await service()
  const { code, stdout } = await start(['plan', 'explode, 1, 1, 0', '--url', url, '--quiet']).ended
  expect(stdout).toMatch(/^errors\n {2}\d x /m)
  expect(stdout).toMatch(/\nFAILED\n$/)
  expect(code).toBe(1)
})

test('a plan that would go on forever is ended by --duration and by SIGINT', async () => {
  const server = await service()
  const timed = await start(['plan', 'connectAndIdleForever, 2, 2, 0', '--url', server.url, '--duration', '1s']).ended
  expect(timed).toMatchObject({ code: 0, stdout: expect.stringMatching(/^connectAndIdleForever +2 +0 +0 +2$/m) })
  const command = start(['plan', 'connectAndIdleForever, 2, 2, 0', '--url', server.url, '--json', '-'])
  await vi.waitFor(() => expect(server.clients).toHaveLength(2), 30_000)
  command.process.kill('SIGINT')
  const { code, stdout } = await command.ended
  expect(code).toBe(0)
  expect(timed.stdout).not.toContain('before its end')
  expect(JSON.parse(stdout).warnings).toContainEqual(expect.stringContaining('stopped before its end'))
  expect(JSON.parse(stdout).metrics.scenarios.connectAndIdleForever).toMatchObject({ started: 2, aborted: 2 })
})

test('progress is a line now and then where there is no terminal', async () => {
  const { url } = await service()
  const { stderr } = await start(['plan', 'basic, 2, 1, 0', '--url', url, '--log-level', 'error']).ended
  expect(stderr).toMatch(
    /^[\d.]+m?s {2}[\d.]+ (notifications|scenarios)\/s {2}\d clients .* \d passed {2}0 errors {2}[▁-█]+\n$/,
  )
})

test.for([
  [['plan', 'basic, 1'], /^error: The plan: Expected quantity, stagger and delay after "basic", got only "1"\.\n$/],
  [['plan', 'nowhere.ts'], /^error: nowhere\.ts: The plan cannot be loaded: there is no such file\.\n$/],
  [['plan', 'basic, 1, 1, 0', '--threshold', 'fast'], /^error: Expected a threshold such as/],
  [['plan', 'basic, 1, 1, 0', '--workers', '0'], /Expected a whole number from 1 to 256/],
  [
    ['plan', 'basic, 1, 1, 0', '--url', 'ws://127.0.0.1:9/', '--target', 'x'],
    /Expected either --url or --target, got both/,
  ],
  [
    ['plan', 'basic, 1, 1, 0', '--url', 'ws://127.0.0.1:9/', '--dogstatsd', 'h', '--tag', 'x'],
    /a tag such as region=eu, got "x"/,
  ],
  [['plan', 'basic, 1, 1, 0', '--nats', 'nats://127.0.0.1:9', '--workers', '2'], /Expected either --nats or --workers/],
  [['plan', 'basic, 1, 1, 0', '--shards', '2'], /Expected --shards and --patience only with --nats/],
  [['plan', 'basic, 1, 1, 0', '--statsd', 'a:1', '--dogstatsd', 'b:2'], /Expected either --statsd or --dogstatsd/],
  [['plan', 'basic, 1, 1, 0', '--tag', 'a=b'], /Expected --tag only with --dogstatsd/],
  [['plan', 'basic, 1, 1, 0', '--dogstatsd', 'h:99999'], /Expected a host and a port/],
  [['plan', 'basic, 1, 1, 0', '--log-level', 'loud'], /^error: Expected the log level to be one of debug, /],
  [['agent'], /required option '--nats <url>' not specified/],
  [['agent', '--nats', 'http://127.0.0.1/'], /^error: Expected the URL of NATS/],
  [['report', 'nowhere.json'], /^error: Expected nowhere\.json to be a load report, .*: ENOENT/],
] as const)('%j ends with 2', async ([args, message]) => {
  const { code, stdout, stderr } = await start(
    [...args, '--log-output', 'none'].filter((arg) => args[0] !== 'report' || !/^none$|^--log/.test(arg)),
  ).ended
  expect(stderr).toMatch(message)
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
})

test.for([
  [
    '{"format":"pushwright-run","version":1}',
    /to be a load report, as `pushwright plan --json` writes it: got something else\.$/m,
  ],
  ['{"format":"pushwright-load","version":2}', /got version 2, expected 1\.$/m],
  [
    '{"format":"pushwright-load","version":1,"plan":{},"target":"t","warnings":[]}',
    /its plan, startedAt, .*, passed cannot be read\.$/m,
  ],
  ['{"format":', /: Unexpected end of JSON input\.$/m],
] as const)('a file that is no report is refused: %s', async ([text, message]) => {
  const path = join(temporaryDirectory(), 'other.json')
  writeFileSync(path, text)
  const { code, stderr } = await start(['report', path]).ended
  expect(stderr).toMatch(message)
  expect(code).toBe(2)
})
