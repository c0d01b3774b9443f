// The environment against bare Vitest: empty tests, tests with a client of their own, and what a test costs among many.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compare } from './harness/compare.ts'
import type { Effort } from './harness/effort.ts'
import { grow } from './harness/growth.ts'
import { short } from './harness/numbers.ts'
import type { BenchResult, Comparison, Growth } from './harness/result.ts'
import { VitestProject } from './harness/vitest-project.ts'

type RunComparison = Record<'time' | 'computing', Comparison>

const files = 10
const bare = 'bare Vitest'

export default async function environment(effort: Effort): Promise<BenchResult> {
  const few = effort.amount(20)
  const many = effort.amount(200)
  const oneFile = await compareRuns(effort, `${few} empty tests in a file`, bare, {
    ours: emptyTests('pushwright', few, 1),
    theirs: emptyTests('vitest', few, 1),
  })
  const at200 = await compareRuns(effort, `${files * few} empty tests in ${files} files`, bare, {
    ours: emptyTests('pushwright', few, files),
    theirs: emptyTests('vitest', few, files),
  })
  const at2000 = await compareRuns(effort, `${files * many} empty tests in ${files} files`, bare, {
    ours: emptyTests('pushwright', many, files),
    theirs: emptyTests('vitest', many, files),
  })
  const count = effort.amount(200)
  const clients = await compareRuns(effort, `a file of ${count} tests with one client each`, 'the same by hand', {
    ours: { '0.test.ts': clientTests(count) },
    theirs: { '0.test.ts': clientTestsByHand(count) },
  })
  return {
    about:
      'A run with the plugin and our `test`; the other side is Vitest alone, or with the fixture server and `ws` by hand.',
    comparisons: {
      oneFile: oneFile.time,
      run200: at200.time,
      computing200: at200.computing,
      run2000: at2000.time,
      computing2000: at2000.computing,
      clients: clients.time,
      computingClients: clients.computing,
    },
    growth: await growTests(effort),
    notes: [
      `For each run, file and test, the environment adds by the clock ${costs(oneFile.time, at200.time, at2000.time, few, many)}; of the processor ${costs(oneFile.computing, at200.computing, at2000.computing, few, many)}. The aims are 60 ms a file and 1 ms a test.`,
    ],
  }
}

/** By how much ours is more. */
function extra({ ours, theirs }: Comparison): number {
  return ours - theirs
}

/** What is added once, by each file and by each test, from runs that differ in one of these. */
function costs(oneFile: Comparison, fewTests: Comparison, manyTests: Comparison, few: number, many: number): string {
  const test = (extra(manyTests) - extra(fewTests)) / (files * (many - few))
  const file = (extra(fewTests) - extra(oneFile)) / (files - 1) - few * test
  const run = extra(oneFile) - file - few * test
  return `${short(run)} ms, ${short(file)} ms and ${short(test)} ms`
}

async function compareRuns(
  effort: Effort,
  what: string,
  than: string,
  tests: { readonly ours: Record<string, string>; readonly theirs: Record<string, string> },
): Promise<RunComparison> {
  const ours = new VitestProject({ ...config('plugins: [pushwright()]'), ...tests.ours })
  const theirs = new VitestProject({ ...config(''), ...tests.theirs })
  try {
    const run = (project: VitestProject) => async () => {
      const { elapsed, computed } = await project.run('vitest.config.ts')
      return { time: elapsed, computing: computed }
    }
    return await compare({
      rounds: effort.rounds(5),
      than,
      figures: {
        time: { what: `a run of ${what}`, unit: 'ms', better: 'lower' },
        computing: { what: 'its processor time', unit: 'ms', better: 'lower' },
      },
      ours: run(ours),
      theirs: run(theirs),
    })
  } finally {
    ours[Symbol.dispose]()
    theirs[Symbol.dispose]()
  }
}

/** In one file and by the processor's time of its worker, so that the start of the run is no part of it. */
async function growTests(effort: Effort): Promise<Record<string, Growth>> {
  return grow({
    of: 'tests in its file',
    sizes: [10, 100, 500, 2000].map((size) => effort.amount(size)),
    rounds: effort.rounds(5),
    figures: {
      emptyTest: { what: 'the processor time of an empty test', unit: 'ms' },
      clientTest: { what: 'the processor time of a test with a client', unit: 'ms' },
    },
    costs: async (count) => ({
      emptyTest: await timeOfOne(tests('pushwright', count), count),
      clientTest: await timeOfOne(clientTests(count), count),
    }),
  })
}

/** Milliseconds from before the first test until after the last, for each. */
async function timeOfOne(tests: string, count: number): Promise<number> {
  const measure = `
    import { writeFileSync } from 'node:fs'
    import { afterAll, beforeAll } from 'vitest'
    let before
    beforeAll(() => { before = process.cpuUsage() })
    afterAll(() => {
      const { user, system } = process.cpuUsage(before)
      writeFileSync('cost.txt', String((user + system) / 1000))
    })
  `
  const project = new VitestProject({ ...config('plugins: [pushwright()]'), '0.test.ts': measure + tests })
  try {
    await project.run('vitest.config.ts')
    return Number(readFileSync(join(project.directory, 'cost.txt'), 'utf8')) / count
  } finally {
    project[Symbol.dispose]()
  }
}

/** One worker, so that the times of files add up. */
function config(plugins: string): Record<string, string> {
  return {
    '.local/e2etest.ini': '[fixture-server]\n',
    'vitest.config.ts': `
      import { defineConfig } from 'vitest/config'
      ${plugins === '' ? '' : "import pushwright from 'pushwright/plugin'"}
      export default defineConfig({
        ${plugins === '' ? '' : `${plugins},`}
        test: { include: ['*.test.ts'], fileParallelism: false, reporters: ['dot'] },
      })
    `,
  }
}

function emptyTests(from: string, inFile: number, count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, file) => [`${file}.test.ts`, tests(from, inFile)]))
}

function tests(from: string, count: number): string {
  return [`import { test } from '${from}'`, ...repeat(count, (index) => `test('test ${index}', () => {})`)].join('\n')
}

function clientTests(count: number): string {
  const body = (index: number): string =>
    `test('test ${index}', ({ client }) => { expect(client.uaid).toMatch(/^[0-9a-f-]{36}$/) })`
  return [`import { expect, test } from 'pushwright'`, ...repeat(count, body)].join('\n')
}

function clientTestsByHand(count: number): string {
  const body = (index: number): string => `test('test ${index}', async () => {
    const { socket, hello } = await connect()
    expect(hello.uaid).toMatch(/^[0-9a-f-]{36}$/)
    socket.close()
    await once(socket, 'close')
  })`
  const head = `
    import { once } from 'node:events'
    import { FixtureServer } from 'pushwright/core'
    import { afterAll, beforeAll, expect, test } from 'vitest'
    import WebSocket from 'ws'
    let server
    beforeAll(async () => { server = await FixtureServer.start() })
    afterAll(() => server.close())
    async function connect() {
      const socket = new WebSocket(server.url)
      await once(socket, 'open')
      socket.send(JSON.stringify({ messageType: 'hello', use_webpush: true, broadcasts: {} }))
      const [data] = await once(socket, 'message')
      return { socket, hello: JSON.parse(String(data)) }
    }
  `
  return [head, ...repeat(count, body)].join('\n')
}

function repeat(count: number, line: (index: number) => string): string[] {
  return Array.from({ length: count }, (_, index) => line(index))
}
