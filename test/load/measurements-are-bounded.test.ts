import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isMetricsRecord, Metrics, type MetricsRecord } from '../../src/load/metrics/index.ts'
import { Timeline } from '../../src/load/metrics/timeline.ts'

function measured(names: number): MetricsRecord {
  const metrics = new Metrics(performance.now())
  const meter = metrics.begin('basic', 0)
  for (let index = 0; index < names; index++) {
    meter.measured(`timer:t${index}`, 0, 1)
    meter.counted(`counter:c${index}`)
    meter.failed(`kind ${index}`, new Error('no'))
  }
  return metrics.toJSON()
}

test('names beyond 500 are counted as one, and so are kinds of errors beyond 100', () => {
  const { latencies, counters, errors } = measured(600)
  expect(Object.keys(latencies)).toHaveLength(501)
  expect(latencies.other?.raw.count).toBe(100)
  expect(Object.keys(counters)).toHaveLength(501)
  expect(counters.other).toBe(100)
  expect(errors).toHaveLength(101)
  expect(errors.find(({ kind }) => kind === 'other')?.count).toBe(500)
})

test('a course in which nothing comes for days has 240 slices at most', () => {
  const timeline = new Timeline(0)
  timeline.count('started', 1, 500)
  timeline.count('started', 2, 40 * 86_400_000)
  const { slices } = timeline.toJSON()
  expect(slices.length).toBeLessThanOrEqual(240)
  expect([slices[0]?.started, slices.at(-1)?.started]).toEqual([1, 2])
})

test('what Metrics gives is a record, and survives JSON', () => {
  expect(isMetricsRecord(measured(3))).toBe(true)
  expect(isMetricsRecord(JSON.parse(JSON.stringify(measured(3))))).toBe(true)
})

/** What would hang or fill whoever merges it. */
const hostile: readonly (readonly [string, (record: MetricsRecord) => unknown])[] = [
  ['a width of 0, which never doubles', (record) => ({ ...record, timeline: { ...record.timeline, width: 0 } })],
  ['a negative width', (record) => ({ ...record, timeline: { ...record.timeline, width: -1000 } })],
  [
    'more slices than there may be',
    (record) => ({ ...record, timeline: { width: 1000, slices: Array(241).fill(record.timeline.slices[0]) } }),
  ],
  ['a bucket far away', (record) => ({ ...record, lateness: { ...record.lateness, buckets: [2 ** 40, 1] } })],
  ['a precision that takes gigabytes', (record) => ({ ...record, lateness: { ...record.lateness, bits: 30 } })],
  ['a count that is none', (record) => ({ ...record, counters: { a: '1' } })],
]
test.for(hostile)('%s is refused', ([, spoil]) => {
  const record = measured(1)
  expect(isMetricsRecord(spoil(record))).toBe(false)
})

test('anything else is no record', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => !isMetricsRecord(value)))
})
