import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Metrics, mergeMetrics, totalOf } from '../../src/load/metrics/index.ts'
import { mergeTimelines, Timeline } from '../../src/load/metrics/timeline.ts'

interface Event {
  readonly scenario: string
  readonly lateness: number
  readonly latency: number
  readonly state: 'passed' | 'failed' | 'aborted'
}

const events = fc.array(
  fc.record({
    scenario: fc.constantFrom('basic', 'basicTopic'),
    lateness: fc.double({ min: 0, max: 50, noNaN: true }),
    latency: fc.double({ min: 0, max: 5000, noNaN: true }),
    state: fc.constantFrom('passed' as const, 'failed' as const, 'aborted' as const),
  }),
  { maxLength: 40 },
)

function report(metrics: Metrics, { scenario, lateness, latency, state }: Event): void {
  const meter = metrics.begin(scenario, lateness)
  meter.measured('delivery', 1000, 1000 + latency)
  meter.counted('messagesReceived')
  meter.counted('bytesReceived', 100)
  meter.counted('status:201')
  if (state === 'failed') meter.failed('expectNotification ERR_TIMEOUT', new Error('Waited 5s.'))
  meter.ended(state)
}

test('what several processes saw is what one would have seen', () => {
  fc.assert(
    fc.property(fc.array(events, { minLength: 1, maxLength: 4 }), (parts) => {
      const startedAt = performance.now()
      const one = new Metrics(startedAt)
      for (const event of parts.flat()) report(one, event)
      const several = parts.map((part) => {
        const metrics = new Metrics(startedAt)
        for (const event of part) report(metrics, event)
        return JSON.parse(JSON.stringify(metrics)) as ReturnType<Metrics['toJSON']>
      })
      const { latencies, counters, errors, lateness, ...rest } = one.toJSON()
      const merged = mergeMetrics(several)
      expect(merged.latencies['notification.latency']).toEqual(latencies['notification.latency'])
      expect(merged).toMatchObject({ counters, errors, lateness })
      expect(totalOf(merged)).toEqual(totalOf(rest))
    }),
  )
})

test('a latency is measured from the intended start, and from the actual one', () => {
  const metrics = new Metrics(0)
  metrics.begin('basic', 40).measured('post', 100, 102)
  const latency = metrics.toJSON().latencies['post.latency']
  expect([latency?.corrected.max, latency?.raw.max]).toEqual([42_000, 2000])
})

test('errors are told apart by kind, with an example that has no secrets', () => {
  const metrics = new Metrics(0)
  const meter = metrics.begin('basic', 0)
  const token = 'x'.repeat(40)
  meter.failed('post ERR_NETWORK', new Error(`POST https://push.example/wpush/v2/${token} got no answer.`))
  meter.failed('post ERR_NETWORK', new Error('again'))
  meter.failed('connect ERR_CONNECT', new Error('HTTP 503'))
  expect(metrics.toJSON().errors).toEqual([
    { kind: 'post ERR_NETWORK', count: 2, example: 'POST https://push.example/wpush/v2/…40 got no answer.' },
    { kind: 'connect ERR_CONNECT', count: 1, example: 'HTTP 503' },
  ])
})

test('kinds beyond the hundredth are counted together', () => {
  const metrics = new Metrics(0)
  const meter = metrics.begin('basic', 0)
  for (let index = 0; index < 150; index++) meter.failed(`kind ${index}`, 'no')
  const { errors } = metrics.toJSON()
  expect(errors).toHaveLength(101)
  expect(errors.at(-1)).toMatchObject({ kind: 'other', count: 50 })
})

test('a long course has wider slices, and loses no count', () => {
  const timeline = new Timeline(0)
  for (let second = 0; second < 3000; second++) timeline.count('sent', 2, second * 1000)
  const { width, slices } = timeline.toJSON()
  expect(width).toBe(16_000)
  expect(slices.length).toBeLessThanOrEqual(240)
  expect(slices.reduce((sum, { sent }) => sum + sent, 0)).toBe(6000)
})

test('a quiet time has empty slices', () => {
  const timeline = new Timeline(0)
  timeline.count('started', 1, 500)
  timeline.count('started', 1, 3500)
  expect(timeline.toJSON().slices.map(({ started }) => started)).toEqual([1, 0, 0, 1])
})

test('courses of different width and length are put together by time', () => {
  const [long, short] = [new Timeline(0), new Timeline(0)]
  for (let second = 0; second < 300; second++) long.count('sent', 1, second * 1000)
  for (let second = 0; second < 3; second++) short.count('sent', 10, second * 1000)
  short.sample({ active: 5, loopDelay: 1, loopUse: 0.5, cpu: 0.25 }, 2500)
  long.sample({ active: 7, loopDelay: 2, loopUse: 0.25, cpu: 0.5 }, 299_500)
  const { width, slices } = mergeTimelines([long.toJSON(), short.toJSON()])
  expect(width).toBe(2000)
  expect(slices.slice(0, 3).map(({ sent }) => sent)).toEqual([22, 12, 2])
  expect(slices[1]).toMatchObject({ active: 5, loopDelay: 1, cpu: 0.25 })
})
