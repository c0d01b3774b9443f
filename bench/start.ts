// From the INI to a push service that listens, against reading it with `ini` and starting bare servers.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'ini'
import { loadConfiguration, withProvisioner } from 'pushwright/core'
import { WebSocketServer } from 'ws'
import { compare } from './harness/compare.ts'
import type { Effort } from './harness/effort.ts'
import type { BenchResult } from './harness/result.ts'
import { computed } from './harness/usage.ts'

const ini = `
[global]
target = fixture-server
timeout = 5s

[fixture-server]
profile = ideal
quirks[] = topic-not-replaced
`

export default async function start(effort: Effort): Promise<BenchResult> {
  const root = mkdtempSync(join(tmpdir(), 'pushwright-bench-'))
  const file = join(root, 'e2etest.ini')
  writeFileSync(file, ini)
  try {
    const count = effort.amount(100)
    const each = (once: () => Promise<number>) => async () => {
      let total = 0
      const begin = process.cpuUsage()
      for (let index = 0; index < count; index++) total += await once()
      return { ready: total / count, computing: computed(begin) / count }
    }
    const comparisons = await compare({
      rounds: effort.rounds(9),
      than: '`ini`, `node:http` and `ws`',
      figures: {
        ready: { what: 'from the INI to a service that listens', unit: 'ms', better: 'lower' },
        computing: { what: 'the processor time of that, and of closing it', unit: 'ms', better: 'lower' },
      },
      ours: each(() => ours(root, file)),
      theirs: each(() => bare(file)),
    })
    return {
      about:
        'Reads the INI, loads and configures the provisioner, starts its servers; the other side parses and listens. Both were loaded before.',
      comparisons,
    }
  } finally {
    rmSync(root, { recursive: true })
  }
}

/** Milliseconds until it listens. */
async function ours(root: string, file: string): Promise<number> {
  const begin = performance.now()
  const configuration = loadConfiguration({ root, file, env: {} })
  if (configuration === undefined) throw new Error(`Expected ${file} to be read.`)
  return withProvisioner(configuration, async () => performance.now() - begin)
}

/** As many servers as ours: push, HTTP, and another origin. */
async function bare(file: string): Promise<number> {
  const begin = performance.now()
  parse(readFileSync(file, 'utf8'))
  const servers = [createServer(), createServer(), createServer()]
  new WebSocketServer({ server: servers[0] as (typeof servers)[number] })
  await Promise.all(servers.map((server) => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))))
  const time = performance.now() - begin
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return time
}
