// Processor time, since it does not depend on what else the machine does; against an empty script, turn about.
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const dist = fileURLToPath(new URL('../../dist/src/', import.meta.url))
const rounds = 15
const bar = 60

/** What stays away until somebody asks for it: optional peers, and what is dear. */
const late = ['hot-shots', '@opentelemetry/', '@nats-io/', 'undici', 'jose', 'mime', 'commander']

interface Cost {
  /** Milliseconds of processor time. */
  readonly time: number
  /** Files that were loaded. */
  readonly loaded: readonly string[]
}

test.for(['core.js', 'vitest/plugin.js'])(
  `%s takes less than ${bar} ms, and loads nothing before its time`,
  (entry) => {
    const code = `await import(${JSON.stringify(dist + entry)})`
    const costs = Array.from({ length: rounds }, () => ({ empty: run(''), full: run(code) }))
    const cost = median(costs.map(({ full }) => full.time)) - median(costs.map(({ empty }) => empty.time))
    console.log(`importing ${entry} takes ${cost.toFixed(0)} ms of processor time; the bar is ${bar} ms`)
    const loaded = costs[0]?.full.loaded ?? []
    expect(loaded.length).toBeGreaterThan(3)
    expect(loaded.filter((url) => late.some((name) => url.includes(`/node_modules/${name}`)))).toEqual([])
    expect(cost).toBeLessThan(bar)
  },
)

test('the main entry takes less than that in a worker of Vitest', async () => {
  const before = process.cpuUsage()
  // Vitest itself is loaded by then, as in every worker.
  await import(/* @vite-ignore */ `${dist}index.js`)
  const { user, system } = process.cpuUsage(before)
  const cost = (user + system) / 1000
  console.log(`importing index.js in a worker takes ${cost.toFixed(0)} ms of processor time; the bar is ${bar} ms`)
  expect(cost).toBeLessThan(bar)
})

function run(code: string): Cost {
  const script = `
    import { registerHooks } from 'node:module'
    const loaded = []
    registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) })
    const before = process.cpuUsage()
    ${code}
    const { user, system } = process.cpuUsage(before)
    console.log(JSON.stringify({ time: (user + system) / 1000, loaded }))
  `
  return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })) as Cost
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] as number
}
