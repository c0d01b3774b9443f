// Those who see what a plan has measured so far: the terminal, and Prometheus.
import { type MetricsRecord, Progress, startPrometheus } from '../load/index.ts'
import type { Log } from '../log/index.ts'

/** What the command line says of them. */
export interface WatcherOptions {
  readonly quiet: boolean
  /** A port. */
  readonly prometheus?: number
}

/** They are told about every second. */
export interface Watchers {
  readonly show: (soFar: MetricsRecord) => void
  readonly close: () => Promise<void>
}

/** @throws What listening throws. */
export async function openWatchers({ quiet, prometheus }: WatcherOptions, log: Log): Promise<Watchers> {
  const progress = quiet ? undefined : new Progress(process.stderr)
  const server = prometheus === undefined ? undefined : await startPrometheus(prometheus)
  if (server !== undefined) log.info('Prometheus is answered', { url: server.url })
  return {
    show(soFar) {
      progress?.show(soFar)
      server?.show(soFar)
    },
    async close() {
      progress?.end()
      await server?.close()
    },
  }
}
