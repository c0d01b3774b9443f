// What must leave nothing behind, however often it is done.

import { PushClient } from '../../../src/client/index.ts'
import { FixtureServer } from '../../../src/fixture/index.ts'
import { TemporaryProject } from '../../vitest/temporary-project.ts'
import { type Growth, growthOf } from './growth.ts'

/** Clients that connect, say hello, subscribe and disconnect. */
export async function clientsComeAndGo(rounds: number): Promise<Growth> {
  const server = await FixtureServer.start()
  try {
    return await growthOf(rounds, async () => {
      const client = new PushClient({ url: server.url })
      await client.connect()
      await client.hello()
      await client.disconnect()
    })
  } finally {
    await server.close()
  }
}

/** Servers that are started and stopped, each with a client. */
export async function serversComeAndGo(rounds: number): Promise<Growth> {
  return growthOf(rounds, async () => {
    const server = await FixtureServer.start()
    const client = new PushClient({ url: server.url })
    await client.connect()
    await client.hello()
    await client.disconnect()
    await server.close()
  })
}

const config = `
  import { defineConfig } from 'vitest/config'
  import pushwright from 'pushwright/plugin'
  export default defineConfig({
    plugins: [pushwright()],
    test: { include: ['tests/*.test.ts'], isolate: false, maxWorkers: 1, execArgv: ['--expose-gc'] },
  })
`
const file = `
  import { appendFileSync } from 'node:fs'
  import { expect, test } from 'pushwright'
  test('talks', async ({ client, applicationServer }) => {
    await applicationServer.send(await client.subscribe(), 'hello')
    await expect(client).toReceivePush('hello')
  })
  test('holds', () => {
    globalThis.gc()
    const handles = process.getActiveResourcesInfo().filter((name) => /^(TCP|TLS|Timeout)/.test(name)).length
    appendFileSync('held.jsonl', JSON.stringify({ pid: process.pid, heap: process.memoryUsage().heapUsed, handles }) + '\\n')
  })
`

/** Files of tests in one worker that is used again. */
export async function filesComeAndGo(rounds: number): Promise<Growth> {
  const files = Object.fromEntries(Array.from({ length: rounds }, (_, index) => [`tests/${index}.test.ts`, file]))
  using project = new TemporaryProject({
    ...files,
    'vitest.config.ts': config,
    '.local/e2etest.ini': '[fixture-server]\n',
  })
  const { exitCode, output } = await project.run()
  if (exitCode !== 0) throw new Error(`Expected the run to pass, got exit code ${exitCode}:\n${output}`)
  const held = project
    .read('held.jsonl')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { pid: number; heap: number; handles: number })
  if (held.length !== rounds || new Set(held.map(({ pid }) => pid)).size !== 1) {
    throw new Error(`Expected ${rounds} files in one worker, got ${held.length}.`)
  }
  const [before, after] = [held[Math.floor(rounds / 5)], held.at(-1)]
  if (before === undefined || after === undefined) throw new Error('Expected at least one file.')
  return { rounds, heap: after.heap - before.heap, handles: after.handles - before.handles }
}
