// Alarms for people: posted to a URL.
import { withTest } from '../context/current-test.ts'
import { isFailure } from '../execution/report.ts'
import { readUrlOptions } from '../http/url-options.ts'
import { type UrlRequest, type UrlRequestContext, urlRequest } from '../http/url-request.ts'
import { Outbox } from '../outbox.ts'
import type { Reporter } from './reporter.ts'

/** How to post. */
export interface WebhookOptions extends UrlRequestContext, Pick<UrlRequest, 'dispatcher'> {
  /** Such as an Authorization. */
  readonly headers?: Readonly<Record<string, string>>
  /** Whether the report of each failed test is posted as well. Default: alarms alone. */
  readonly failures?: boolean
  /** Told of what could not be posted. */
  readonly onFailed?: (error: unknown) => void
}

/** Posts that wait at most: a receiver that is down must not fill the memory. */
const limit = 1000

/**
 * Posts alarms (`failing`, `still-failing`, `recovered`) as JSON, one after another and with retries.
 *
 * @example
 * ```ts
 * live.addReporter(webhookReporter('https://hooks.example/live', { headers: { authorization: 'Bearer …' } }))
 * ```
 *
 * @throws PushwrightError `ERR_OPTION` for an option that cannot be.
 */
export function webhookReporter(url: string, options: WebhookOptions = {}): Reporter {
  const { headers, failures = false, dispatcher, onFailed = () => {}, ...context } = options
  // Now, and not with the first alarm.
  readUrlOptions(context, ' of the webhook')
  const outbox = new Outbox({
    concurrency: 1,
    limit,
    onFailed,
    onDropped: () => onFailed(new Error(`${limit} posts to the webhook wait already.`)),
  })
  const post = (body: object): void =>
    outbox.put(async () => {
      const request = { method: 'POST', headers: { 'content-type': 'application/json', ...headers } }
      const asked = { ...request, body: JSON.stringify(body), ...(dispatcher && { dispatcher }) }
      // What tests there are is nobody's business there.
      await withTest(undefined, () => urlRequest(url, asked, context))
    })
  return {
    report(report) {
      if (failures && isFailure(report.outcome)) post({ kind: 'report', ...report })
    },
    event(event) {
      if (event.kind === 'failing' || event.kind === 'still-failing' || event.kind === 'recovered') post(event)
    },
    close: () => outbox.flush(),
  }
}
