// Sends measurements to statsd or DogStatsD.

import { optionalPeer } from '../../optional-peer/index.ts'
import type { MetricSink, Tags } from '../metrics/index.ts'

/** Where statsd is, and how to talk to it. */
export interface StatsdSettings {
  /** `dogstatsd` has tags; plain `statsd` knows none, so that they are left out. */
  readonly dialect: 'statsd' | 'dogstatsd'
  readonly host: string
  /** Default 8125. */
  readonly port?: number
  /** What names begin with. Default `pushwright.`. */
  readonly prefix?: string
  /** Tags of every measurement. Default none. */
  readonly tags?: Tags
}

/** @throws PushwrightError `ERR_MISSING_PACKAGE` without `hot-shots`. */
export async function openStatsd(settings: StatsdSettings): Promise<MetricSink> {
  const { dialect, host, port = 8125, prefix = 'pushwright.', tags = {} } = settings
  const { StatsD } = await optionalPeer('hot-shots', dialect, () => import('hot-shots'))
  const client = new StatsD({
    host,
    port,
    prefix,
    // Several measurements in one datagram, as large as fits into an Ethernet frame.
    maxBufferSize: 1400,
    bufferFlushInterval: 200,
    // It is UDP: whether somebody listens must not disturb the plan.
    errorHandler() {},
    ...(dialect === 'dogstatsd' && { globalTags: { ...tags } }),
  })
  const own = dialect === 'dogstatsd' ? statsdTags : (): undefined => undefined
  return {
    timing: (name, milliseconds, some) => client.timing(statsdText(name), milliseconds, own(some)),
    increment: (name, amount, some) => client.increment(statsdText(name), amount, own(some)),
    gauge: (name, value) => client.gauge(statsdText(name), value),
    close: () => new Promise((resolve) => client.close(() => resolve())),
  }
}

/** A name or the value of a tag, without the characters that end one in the protocol: a scenario may have made it of anything. */
export function statsdText(text: string): string {
  return text.replaceAll(/[:|@#,\r\n]/g, '_')
}

function statsdTags(tags: Tags): Tags {
  return Object.fromEntries(Object.entries(tags).map(([name, value]) => [statsdText(name), statsdText(value)]))
}
