// Processor time against an empty script, turn about with the import of `ws`, which every push client needs in the end. The least of many
// rounds counts, since whatever else a machine does only adds. The bar in milliseconds is for a machine that has time; on a busy one
// processors are slower too, and the ratio alone is held.
import { execFileSync } from 'node:child_process'
import { availableParallelism, loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const dist = fileURLToPath(new URL('../../dist/src/', import.meta.url))
const rounds = 25
/** Milliseconds. */
const bar = 60
/** How often as much as `ws`. */
const ratioBar = 1.75

/** What stays away until somebody asks for it: optional peers, and what is dear. Node has an undici of its own. */
const late = ['hot-shots', '@opentelemetry/', '@nats-io/', 'undici', 'jose', 'mime/', 'commander']

interface Cost {
  /** Milliseconds of processor time. */
  readonly time: number
  /** What was loaded, built-in modules included. */
  readonly loaded: readonly string[]
}

test.for(['core.js', 'vitest/plugin.js'])('%s is cheap, and loads nothing before its time', (entry) => {
  const costs = Array.from({ length: rounds }, () => ({
    empty: run(''),
    ws: run("await import('ws')"),
    entry: run(`await import(${JSON.stringify(dist + entry)})`),
  }))
  const cost = (name: 'ws' | 'entry'): number =>
    Math.min(...costs.map((round) => round[name].time)) - Math.min(...costs.map(({ empty }) => empty.time))
  const [time, ratio] = [cost('entry'), cost('entry') / cost('ws')]
  const isBusy = (loadavg()[0] ?? 0) > availableParallelism()
  console.log(
    `importing ${entry}: ${time.toFixed(0)} ms of processor time${isBusy ? ' on a busy machine' : ''}, ${ratio.toFixed(1)} times as much as ws; the bars are ${bar} ms and ${ratioBar}`,
  )
  const { loaded } = costs[0]?.entry ?? { loaded: [] }
  expect(loaded.some((name) => name.includes(entry))).toBe(true)
  expect(loaded.filter((name) => late.some((part) => name.includes(part)))).toEqual([])
  expect(ratio).toBeLessThan(ratioBar)
  if (!isBusy) expect(time).toBeLessThan(bar)
})

function run(code: string): Cost {
  const script = `
    import { registerHooks } from 'node:module'
    const urls = []
    registerHooks({ load: (url, context, next) => (urls.push(url), next(url, context)) })
    const before = process.cpuUsage()
    ${code}
    const { user, system } = process.cpuUsage(before)
    console.log(JSON.stringify({ time: (user + system) / 1000, loaded: [...urls, ...process.moduleLoadList] }))
  `
  return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })) as Cost
}
