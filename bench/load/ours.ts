import { fileURLToPath } from 'node:url'
import { Histogram, type LatencyRecord, type LoadReport, type RunPlanOptions, readPlan, runPlan } from 'pushwright/load'
import { serve } from './side.ts'

const [url = ''] = process.argv.slice(2)
const root = fileURLToPath(new URL('.', import.meta.url))

async function play(step: string, preEncrypted: boolean, options: Partial<RunPlanOptions> = {}): Promise<LoadReport> {
  const report = await runPlan(readPlan({ steps: [step] }, 'bench'), {
    target: { url, preEncrypted, timeout: 60_000 },
    root,
    ...options,
  })
  if (!report.passed) throw new Error(JSON.stringify([report.metrics.scenarios, report.metrics.errors]))
  return report
}

serve({
  async push(clients, pushes, encrypted) {
    const step = `./scenarios.ts:pushMany, ${clients}, ${clients}, 0, ${pushes / clients}`
    const { metrics } = await play(step, !encrypted)
    return Histogram.from((metrics.latencies.push as LatencyRecord).raw).percentile(50)
  },
  async stay(count) {
    const controller = new AbortController()
    const { promise, resolve } = Promise.withResolvers<void>()
    const played = play(`./scenarios.ts:stay, ${count}, 400, 0`, false, {
      signal: controller.signal,
      onProgress: ({ active, errors }) => {
        if (errors.length > 0) controller.abort()
        if (active === count) resolve()
      },
    })
    await Promise.race([promise, played])
    return async () => {
      controller.abort()
      await played
    }
  },
})
