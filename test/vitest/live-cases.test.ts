import { spawn } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { fixtureIni, TemporaryProject } from './temporary-project.ts'

const cases = `
  import { defineCase } from 'pushwright/core'
  export const good = defineCase({ name: 'good', frequency: '50ms', run() {} })
  export const bad = defineCase({
    name: 'bad',
    run({ log }) {
      log('placed')
      throw new Error('no stock')
    },
  })
  export class Skipping {
    name = 'skipping'
    run({ skip }) { skip('maintenance') }
  }
  export const notACase = 7
`

/** Others pay for it. */
const costly = `
  import FixtureServerProvisioner from 'pushwright/provisioners/fixture-server'
  export default class extends FixtureServerProvisioner {
    get allowsLoad() { return false }
  }
`

const ini = `[global]\ntarget = fixture-server\n${fixtureIni}\n[small]\nprovisioner = fixture-server\nmax_clients = 1\n[costly]\nprovisioner = ./costly.ts\n`

function project(files: Record<string, string> = {}): TemporaryProject {
  return new TemporaryProject({ '.local/e2etest.ini': ini, 'cases.ts': cases, 'costly.ts': costly, ...files })
}

/** Starts the command as it is installed. */
function start({ directory }: TemporaryProject, args: readonly string[]) {
  const main = join(directory, 'node_modules/pushwright/dist/src/cli/main.js')
  const child = spawn(process.execPath, [main, 'live', ...args], { cwd: directory, env: { PATH: process.env.PATH } })
  const ended = Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)]).then(
    ([[code], stdout, stderr]) => ({ code, stdout, stderr }),
  )
  return { child, ended }
}

test('a live case is a test', async () => {
  using temporary = project({
    'a.test.ts': `
      import { liveTest, pushRoundtrip } from 'pushwright'
      import { bad, good, Skipping } from './cases.ts'
      liveTest(pushRoundtrip)
      liveTest(good, { name: 'by another name' })
      liveTest(bad)
      liveTest(new Skipping())
    `,
  })
  const { exitCode, tree, output } = await temporary.run()
  expect({ exitCode, tests: tree?.modules[0]?.tests }).toMatchInlineSnapshot(`
    {
      "exitCode": 1,
      "tests": [
        {
          "name": "push-roundtrip",
          "result": "passed",
        },
        {
          "name": "by another name",
          "result": "passed",
        },
        {
          "name": "bad",
          "result": "failed: no stock",
        },
        {
          "name": "skipping",
          "result": "skipped: maintenance",
        },
      ],
    }
  `)
  expect(output).toContain('placed')
})

describe('the command', () => {
  test('runs the shipped case once, with its steps', async () => {
    using temporary = project()
    const { code, stdout, stderr } = await start(temporary, ['push-roundtrip', '--target', 'small', '--once']).ended
    expect(stderr).toBe('')
    expect(code).toBe(0)
    for (const step of ['connect', 'hello', 'register', 'post', 'delivery', 'ack', 'unregister', 'disconnect']) {
      expect(stdout).toMatch(new RegExp(`^  ${step} +[\\d.]+ ms$`, 'm'))
    }
    expect(stdout).toMatch(/^push-roundtrip pass in /m)
  })

  test('fails if one of its cases does', async () => {
    using temporary = project()
    const { code, stdout } = await start(temporary, ['./cases.ts', '--once']).ended
    expect(code).toBe(1)
    expect(stdout.replaceAll(/ in \w+/g, '')).toBe(
      'skipping skip: maintenance\n  placed\nbad error: no stock\ngood pass\n',
    )
  })

  test('goes on for as long as one wants, serves its status, writes reports and stops cleanly', async () => {
    using temporary = project()
    const args = ['./cases.ts', 'push-roundtrip', '--frequency', '100ms', '--report', 'live.jsonl', '--target', 'small']
    const { child, ended } = start(temporary, args)
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
    const [, url = ''] = /^skipping, bad, good, push-roundtrip: see (http:\/\/127\.0\.0\.1:\d+\/)$/.exec(line) ?? []
    await expect
      .poll(() => fetch(`${url}metrics`).then((response) => response.text()), { timeout: 20_000 })
      .toMatch(/tests_total\{case="push-roundtrip",outcome="pass"\} [3-9]/)
    // Three failures in a row.
    await expect.poll(() => fetch(`${url}healthz`).then(({ status }) => status), { timeout: 20_000 }).toBe(503)
    child.kill('SIGTERM')
    const { code, stderr } = await ended
    expect(code).toBe(1)
    expect(stderr).toContain('tests of bad failed in a row')
    const reports = temporary
      .read('live.jsonl')
      .trimEnd()
      .split('\n')
      .map((one) => JSON.parse(one))
    expect(
      reports.filter(
        ({ kind, outcome, test }) => kind === 'report' && test.case === 'push-roundtrip' && outcome !== 'pass',
      ),
    ).toEqual([])
    expect(reports.some(({ kind }) => kind === 'failing')).toBe(true)
  })

  test('asks little of a service that others pay for, whatever its cases want', async () => {
    using temporary = project()
    const args = ['push-roundtrip', './cases.ts', '--target', 'costly', '--frequency', '10ms', '--for', '3s']
    const { stdout } = await start(temporary, args).ended
    expect(stdout).toMatch(/^push-roundtrip PASS: 1 pass, /m)
    expect(stdout).toMatch(/^good PASS: 1 pass, /m)
  })

  test('stops in the middle when it is interrupted, and says what became of what ran', async () => {
    using temporary = project({
      'slow.ts': `
        import { setTimeout } from 'node:timers/promises'
        import { defineCase } from 'pushwright/core'
        export const slow = defineCase({ name: 'slow', run: ({ signal }) => setTimeout(60_000, undefined, { signal }) })
      `,
    })
    const { child, ended } = start(temporary, ['push-roundtrip', './slow.ts', '--once'])
    // The first case has ended, so that the second one runs.
    await once(child.stdout, 'data')
    child.kill('SIGINT')
    const { code, stdout, stderr } = await ended
    expect(stdout).toMatch(/^push-roundtrip pass in .*\nslow cancelled in \w+: the live check stopped\n$/m)
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
  })

  test('tells of cases that nothing will ever trigger', async () => {
    using temporary = project()
    const { code, stderr } = await start(temporary, ['./cases.ts', '--for', '100ms']).ended
    expect(stderr).toContain('Nothing triggers tests of bad. Give it a `frequency`, or use --frequency or --nats.')
    expect(stderr).not.toContain('Nothing triggers tests of good.')
    expect(code).toBe(0)
  })

  test('tells DogStatsD of its tests', async () => {
    using temporary = project()
    const socket = createSocket('udp4')
    const heard: string[] = []
    socket.on('message', (datagram) => heard.push(...String(datagram).trim().split('\n')))
    socket.bind(0, '127.0.0.1')
    await once(socket, 'listening')
    const address = `127.0.0.1:${socket.address().port}`
    const { code } = await start(temporary, ['./cases.ts', '--once', '--dogstatsd', address, '--tag', 'region=eu'])
      .ended
    await expect
      .poll(() => heard, { timeout: 10_000 })
      .toContain('pushwright.live.tests:1|c|#region:eu,case:good,outcome:pass')
    socket.close()
    expect(heard.some((line) => /^pushwright\.live\.runtime:[\d.]+\|ms\|#region:eu,case:good$/.test(line))).toBe(true)
    expect(code).toBe(1)
  })

  test('ends by itself after its time', async () => {
    using temporary = project()
    const { code, stdout } = await start(temporary, ['push-roundtrip', '--for', '1s']).ended
    expect(code).toBe(0)
    expect(stdout).toMatch(/^push-roundtrip PASS: 1 pass, median /m)
  })

  test.each([
    [['push-roundtri'], 'There is no case push-roundtri; did you mean "push-roundtrip"?'],
    [['./nothing.ts'], 'there is no such module'],
    [['./none.ts'], 'Expected ./none.ts to export a case'],
    [['push-roundtrip', '--for', 'ever'], 'Expected a duration such as 500ms or 5s.'],
    [['push-roundtrip', '--target', 'unknown'], 'unknown'],
    [['./cases.ts', './cases.ts'], 'There are two cases skipping. Give one another name.'],
    [['./torn.ts'], 'the file of cases "./torn.ts" cannot be loaded'],
    [['./needy.ts'], 'Could not make the case Needy of ./needy.ts: '],
    [['push-roundtrip', '--forever'], "unknown option '--forever'"],
    [['push-roundtrip', '--once', '--for', '1s'], "option '--once' cannot be used with option '--for <duration>'"],
    [['push-roundtrip', '--webhook', 'ftp://hooks.example/'], 'Expected --webhook to be a URL, such as'],
    [
      ['push-roundtrip', '--report', '/dev/null/live.jsonl'],
      'Could not write reports to /dev/null/live.jsonl: ENOTDIR.',
    ],
    [['push-roundtrip', '--name', 'a b'], 'Expected the name of a live check to be'],
    [[], "missing required argument 'files'"],
  ])('refuses %j', async (args, message) => {
    using temporary = project({
      'none.ts': 'export const one = 1',
      'torn.ts': 'export const one = {',
      'needy.ts': `export class Needy { name = 'needy'; constructor(url) { this.url = url.href } run() {} }`,
    })
    const { code, stderr } = await start(temporary, args).ended
    expect(stderr).toContain(message)
    expect(code).toBe(2)
  })
})
