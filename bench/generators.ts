// Load generators on one server: clients that connect, say hello, and ping. What they cost counts, and how fast they are.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Child, startChild } from './harness/child.ts'
import { compare } from './harness/compare.ts'
import type { Effort } from './harness/effort.ts'
import { type ProcessCost, runCommand } from './harness/process-cost.ts'
import type { BenchResult, Comparison } from './harness/result.ts'
import { installTool, type Tool } from './harness/tools.ts'

/** What each generator does. */
interface Work {
  readonly url: string
  readonly clients: number
  readonly pings: number
}

type Generator = (folder: string, work: Work) => Promise<ProcessCost>

const here = fileURLToPath(new URL('generators/', import.meta.url))

const peers: Partial<Record<Tool, Generator>> = {
  artillery: (folder, work) => runArtillery(folder, work),
  locust: (folder, { url, clients, pings }) =>
    runCommand(
      [
        join(folder, 'bin/locust'),
        '--headless',
        '--locustfile',
        join(here, 'locustfile.py'),
        '--users',
        `${clients}`,
        '--spawn-rate',
        `${clients}`,
        '--only-summary',
      ],
      { env: { URL: url, CLIENTS: `${clients}`, PINGS: `${pings}` } },
    ),
  k6: (folder, { url, clients, pings }) =>
    runCommand([join(folder, 'k6'), 'run', '--quiet', '--no-usage-report', join(here, 'k6.js')], {
      env: { URL: url, CLIENTS: `${clients}`, PINGS: `${pings}` },
    }),
}

export default async function generators(effort: Effort): Promise<BenchResult> {
  const server = await startChild<{ url: string }>('generators/server.ts')
  const work: Work = { url: server.ready.url, clients: 200, pings: effort.amount(500) }
  try {
    const comparisons: Record<string, Comparison> = {}
    const missing: string[] = []
    for (const [tool, generate] of Object.entries(peers) as [Tool, Generator][]) {
      const folder = installTool(tool)
      if (folder === undefined) {
        missing.push(tool)
        continue
      }
      const { messages, rate, memory } = await compare({
        rounds: effort.rounds(5),
        than: `\`${tool}\``,
        figures: {
          messages: { what: 'messages for a second of the processor', unit: '/s', better: 'higher', aim: 3 },
          rate: { what: 'messages in a second, start and end included', unit: '/s', better: 'higher' },
          memory: { what: "the generator's memory at its most", unit: 'bytes', better: 'lower' },
        },
        ours: () => measured(server, work, () => runOurs(work)),
        theirs: () => measured(server, work, () => generate(folder, work)),
      })
      Object.assign(comparisons, { [tool]: messages, [`${tool}Rate`]: rate, [`${tool}Memory`]: memory })
    }
    return {
      about: `${work.clients} clients connect, say hello, and ping ${work.pings} times each, one after another; every tool measures and reports what it does by itself.`,
      comparisons,
      notes: missing.map((tool) => `${tool} could not be installed on this machine, and was left out.`),
    }
  } finally {
    await server.close()
  }
}

async function measured(
  server: Child,
  { clients, pings }: Work,
  run: () => Promise<ProcessCost>,
): Promise<{ messages: number; rate: number; memory: number }> {
  const { elapsed, computed, resident } = await run()
  const count = await server.ask<number>('pings')
  if (count !== clients * pings) throw new Error(`Expected ${clients * pings} pings, the server got ${count}.`)
  return { messages: count / (computed / 1000), rate: count / (elapsed / 1000), memory: resident }
}

function runOurs({ url, clients, pings }: Work): Promise<ProcessCost> {
  const main = fileURLToPath(new URL('../dist/src/cli/main.js', import.meta.url))
  const plan = `./scenario.ts:chat, ${clients}, ${clients}, 0, ${pings}`
  return runCommand([process.execPath, main, 'plan', plan, '--url', url], { cwd: here })
}

async function runArtillery(folder: string, { url, clients, pings }: Work): Promise<ProcessCost> {
  const directory = mkdtempSync(join(tmpdir(), 'pushwright-bench-'))
  const script = join(directory, 'chat.json')
  const exchange = (payload: string, field: string): object => ({
    send: { payload, capture: { json: `$${field}`, as: 'answer' } },
  })
  const config = { target: url, phases: [{ duration: 1, arrivalCount: clients }] }
  const hello = exchange('{"messageType":"hello","use_webpush":true,"broadcasts":{}}', '.uaid')
  const flow = [hello, { loop: [exchange('{}', '')], count: pings }]
  writeFileSync(script, JSON.stringify({ config, scenarios: [{ engine: 'ws', flow }] }))
  try {
    const env = { ARTILLERY_DISABLE_TELEMETRY: 'true', CI: 'true' }
    return await runCommand([join(folder, 'node_modules/.bin/artillery'), 'run', '--quiet', script], { env })
  } finally {
    rmSync(directory, { recursive: true })
  }
}
