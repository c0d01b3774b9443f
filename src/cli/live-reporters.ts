// From the options of a live check to those who are told of it.
import { PushwrightError } from '../errors/index.ts'
import { jsonLinesReporter, logReporter, metricReporter, type Reporter, webhookReporter } from '../live/index.ts'
import { openSinks } from '../load/index.ts'
import type { Log } from '../log/index.ts'
import { type SinkOptions, sinksOf } from './plan-sinks.ts'

/** What the command line says of them. */
export interface ReporterOptions extends SinkOptions {
  readonly once: boolean
  readonly report?: string
  readonly webhook?: string
}

/**
 * Opens them all.
 *
 * @throws PushwrightError `ERR_OPTION` for what cannot be written or posted to; `ERR_MISSING_PACKAGE` for a sink whose package is not there.
 */
export async function openReporters(options: ReporterOptions, log: Log): Promise<Reporter[]> {
  const { once, report, webhook } = options
  return [
    // What is run once is told on stdout.
    ...(once ? [] : [logReporter(log)]),
    ...(report === undefined ? [] : [jsonLinesReporter(report)]),
    ...(webhook === undefined ? [] : [postTo(webhook, log)]),
    ...(await openSinks(sinksOf(options))).map(metricReporter),
  ]
}

function postTo(url: string, log: Log): Reporter {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new PushwrightError(
      'ERR_OPTION',
      'Expected --webhook to be a URL, such as https://hooks.example/live, got something else. It may be a secret, so it is not shown.',
    )
  }
  return webhookReporter(url, { onFailed: (error) => log.warn('A post to the webhook failed', { why: error }) })
}
