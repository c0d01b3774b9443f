// Runs the shipped live case at a fixture server that loses one delivery of twenty, for a while or for a number of tests. Every loss
// must be reported as such, and nothing else; the memory must stay flat. The last line says by how much it grew.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { LiveCheck, pushRoundtrip, rateLimit, type TestReport, Timing, type WatchedCase } from '../src/core.ts'
import { parseDuration } from '../src/deadline/index.ts'
import { urlTarget } from '../src/scenario/index.ts'

const { values } = parseArgs({
  options: {
    for: { type: 'string', default: '10m' },
    tests: { type: 'string', default: 'Infinity' },
    'per-second': { type: 'string', default: '20' },
    lanes: { type: 'string', default: '50' },
    seed: { type: 'string', default: '7' },
  },
})
const duration = parseDuration(values.for)
if (duration === undefined) throw new Error(`Expected --for to be a duration such as 30s or 10m, got ${values.for}.`)

/** Megabytes that are reachable. */
const reachable = (() => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  return (): number => {
    collect()
    const { heapUsed, external } = process.memoryUsage()
    return (heapUsed + external) / 1024 / 1024
  }
})()

/** The growth that is still flat, in percent. */
const most = 5

/** Milliseconds that must be measured to tell growth from warm-up. */
const leastTime = 300_000

const fixture = await serve(values.seed)
const target = urlTarget(fixture.url, { timing: new Timing({ timeout: 3000 }) })
const live = new LiveCheck({ target, caseConcurrency: Number(values.lanes) })
const roundtrip = live.add(pushRoundtrip)
const reports = { pass: 0, lost: 0, other: [] as TestReport[] }
const memory: { readonly at: number; readonly megabytes: number }[] = []
const startedAt = performance.now()
const sampling = setInterval(sample, Math.max(1000, duration / 100))
await runAll(roundtrip)
clearInterval(sampling)
const { problems } = live
const fired = await fixture.fired()
await live.stop()
await target.close()
fixture.process.kill('SIGTERM')
tell()

/** A server of its own process, so that its memory is not ours. */
async function serve(seed: string) {
  const main = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url))
  const child = spawn(process.execPath, [main, 'serve', '--seed', seed], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
  const { url, controlUrl, token } = JSON.parse(line) as Record<'url' | 'controlUrl' | 'token', string>
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const fault = { event: 'notification', fault: 'lose', probability: 0.05, times: 'always' }
  const armed = await fetch(`${controlUrl}/faults`, { method: 'POST', headers, body: JSON.stringify(fault) })
  if (armed.status !== 201) throw new Error(`Expected the fault to be armed: ${await armed.text()}`)
  const { id } = (await armed.json()) as { id: number }
  const fired = async (): Promise<number> => {
    const state = await fetch(`${controlUrl}/faults/${id}`, { headers })
    return ((await state.json()) as { fired: number }).fired
  }
  return { process: child, url, fired }
}

async function runAll(watched: WatchedCase): Promise<void> {
  const turn = values.tests === 'Infinity' ? rateLimit(Number(values['per-second'])) : async (): Promise<void> => {}
  let left = Number(values.tests)
  const isOver = (): boolean => left <= 0 || performance.now() - startedAt > (duration as number)
  const lane = async (): Promise<void> => {
    while (!isOver()) {
      left--
      await turn()
      count(await watched.runOnce())
    }
  }
  await Promise.all(Array.from({ length: Number(values.lanes) }, lane))
}

function count(report: TestReport): void {
  const { outcome, steps } = report
  if (outcome === 'pass') reports.pass++
  else if (outcome === 'timeout' && steps.at(-1)?.text.includes('expectNotification')) reports.lost++
  else reports.other.push(report)
}

function sample(): void {
  memory.push({ at: performance.now() - startedAt, megabytes: reachable() })
}

function tell(): void {
  const { pass, lost, other } = reports
  console.log(
    `${pass + lost + other.length} tests: ${pass} passed, ${lost} lost a delivery, ${other.length} ended otherwise`,
  )
  console.log(`${fired} deliveries were lost by the server; problems: ${JSON.stringify(problems)}`)
  for (const { outcome, error } of other.slice(0, 5)) console.log(`  ${outcome}: ${error?.message}`)
  const isExact = fired === lost && other.length === 0
  if (!isExact) console.log('The reports are not the losses.')
  const end = memory.at(-1)?.at ?? 0
  const mean = (from: number, to: number): number => {
    const part = memory.filter(({ at }) => at >= end * from && at <= end * to)
    return part.reduce((sum, { megabytes }) => sum + megabytes, 0) / part.length
  }
  // What is compiled and cached in the first fifth is warm-up.
  const [before, after] = [mean(0.2, 0.4), mean(0.8, 1)]
  const growth = (after / before - 1) * 100
  const isFlat = growth < most || end < leastTime
  if (!isExact || !isFlat) process.exitCode = 1
  console.log(
    `memory: ${before.toFixed(1)} MB after warm-up, ${after.toFixed(1)} MB at the end, ${growth.toFixed(1)} %${end < leastTime ? ' (too short to mean much)' : ''}`,
  )
}
