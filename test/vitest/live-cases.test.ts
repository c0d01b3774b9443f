import { spawn } from 'node:child_process'
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

const ini = `[global]\ntarget = fixture-server\n${fixtureIni}\n[small]\nprovisioner = fixture-server\nmax_clients = 1\n`

function project(files: Record<string, string> = {}): TemporaryProject {
  return new TemporaryProject({ '.local/e2etest.ini': ini, 'cases.ts': cases, ...files })
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
    [[], "missing required argument 'files'"],
  ])('refuses %j', async (args, message) => {
    using temporary = project({ 'none.ts': 'export const one = 1' })
    const { code, stderr } = await start(temporary, args).ended
    expect(stderr).toContain(message)
    expect(code).toBe(2)
  })
})
