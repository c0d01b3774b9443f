// Says when the figures tell more of the machine that made the load than of the push service.
import { Histogram } from '../metrics/index.ts'
import { formatMilliseconds } from './format.ts'
import type { ReportParts } from './load-report.ts'

/** Share of the time that an event loop can be busy before everything in it waits. */
const busyLoop = 0.9
/** Milliseconds of lateness, 99th percentile, that figures of latency do not forgive. */
const late = 50
/** Slices of which one cannot say that they are the beginning: loading modules makes every process busy. */
const enough = 3

/** The warnings of a run, as full sentences. */
export function warningsOf({
  metrics,
  shards,
  payloads,
  stopped,
}: Pick<ReportParts, 'metrics' | 'shards' | 'payloads' | 'stopped'>): string[] {
  return [
    ...(stopped === true ? ['The plan was stopped before its end: what it would have done then is missing.'] : []),
    ...generatorWarnings(metrics),
    ...lostWarnings(shards),
    ...payloadWarnings(payloads),
  ]
}

function generatorWarnings({ lateness, timeline: { slices } }: ReportParts['metrics']): string[] {
  const often = (count: number): boolean => slices.length >= enough && count * 4 >= slices.length
  const busy = slices.filter(({ loopUse }) => loopUse >= busyLoop).length
  const slow = slices.filter(({ loopDelay }) => loopDelay >= late).length
  const beganLate = Histogram.from(lateness).percentile(99)
  const share = (count: number): string => `${Math.round((count / slices.length) * 100)} %`
  const signs = [
    often(busy) && `its event loop was busy in ${share(busy)} of the time`,
    often(slow) && `its event loop was late by ${formatMilliseconds(late)} or more in ${share(slow)} of the time`,
    beganLate >= late && `one scenario in a hundred began ${formatMilliseconds(beganLate)} late or later`,
  ].filter((sign) => sign !== false)
  if (signs.length === 0) return []
  return [
    `The generator was the limit, not the service: ${signs.join('; ')}. Use more --workers or more agents, or ask for less.`,
  ]
}

function lostWarnings(shards: ReportParts['shards']): string[] {
  const lost = shards.filter(({ state }) => state === 'lost').length
  return lost === 0 ? [] : [`${lost} of ${shards.length} shards were lost: the figures lack what they would have done.`]
}

function payloadWarnings(payloads: ReportParts['payloads']): string[] {
  if (payloads === 'encrypted') return []
  return ['Payloads were encrypted once and for nobody: that messages can be decrypted was not verified.']
}
