// A worker: a process that plays one shard of a plan for the process that started it.
import { isPushwrightError } from '../../errors/index.ts'
import { redactMessage } from '../../transcript/index.ts'
import type { MetricsRecord } from '../metrics/index.ts'
import { playJob } from '../run/play-job.ts'
import type { FromWorker, ToWorker } from './messages.ts'

const controller = new AbortController()

process.on('message', (message: ToWorker) => {
  if (message.type === 'stop') controller.abort()
  else void play(message)
})
// Without the one who wants the result there is nothing to do.
process.once('disconnect', () => controller.abort())
// A terminal sends Ctrl+C to the whole group; the process of the plan decides what becomes of it.
process.on('SIGINT', () => {})

async function play(message: Extract<ToWorker, { type: 'play' }>): Promise<void> {
  await tell(await resultOf(message))
  if (process.connected) process.disconnect()
}

async function resultOf({ job, root }: Extract<ToWorker, { type: 'play' }>): Promise<FromWorker> {
  const { signal } = controller
  const onProgress = (metrics: MetricsRecord): void => void tell({ type: 'progress', metrics })
  try {
    return { type: 'done', result: await playJob(job, { root, signal, onProgress }) }
  } catch (error) {
    // Here, since the other process does not know what is secret: each reads the INI by itself.
    const message = redactMessage(error instanceof Error ? error.message : String(error))
    return { type: 'failed', code: isPushwrightError(error) ? error.code : undefined, message }
  }
}

/** Resolves when the message is on its way; what is sent right before `disconnect` would be lost. */
function tell(message: FromWorker): Promise<void> {
  return new Promise((resolve) => {
    if (!process.connected) resolve()
    // A parent that is gone by now does not want to hear it.
    else process.send?.(message, undefined, {}, () => resolve())
  })
}
