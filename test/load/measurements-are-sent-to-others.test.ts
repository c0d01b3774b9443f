import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { get } from 'node:http'
import { metrics as telemetry } from '@opentelemetry/api'
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics'
import { expect, onTestFinished, test, vi } from 'vitest'
import { readPlan, runPlan, startPrometheus } from '../../src/load/index.ts'
import { type MetricSink, Metrics } from '../../src/load/metrics/index.ts'
import { openSinks } from '../../src/load/sinks/index.ts'
import { statsdText } from '../../src/load/sinks/statsd.ts'
import { optionalPeer } from '../../src/optional-peer/index.ts'
import { service } from './stage.ts'

vi.setConfig({ testTimeout: 30_000 })

/** A scenario that did everything once. */
function report(sinks: readonly MetricSink[]): Metrics {
  const metrics = new Metrics(0, sinks)
  const meter = metrics.begin('basic', 10)
  meter.clients(1)
  meter.measured('delivery', 100, 102.5)
  meter.counted('status:201')
  meter.counted('bytesSent', 120)
  meter.failed('post ERR_NETWORK', new Error('no'))
  meter.ended('failed')
  metrics.sample({ loopDelay: 0, loopUse: 0, cpu: 0 })
  return metrics
}

async function statsdLines(dialect: 'statsd' | 'dogstatsd'): Promise<string[]> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1')
  onTestFinished(() => void socket.close())
  await once(socket, 'listening')
  const lines: string[] = []
  socket.on('message', (datagram) => lines.push(...String(datagram).split('\n').filter(Boolean)))
  const { port } = socket.address()
  const sinks = await openSinks({ statsd: { dialect, host: '127.0.0.1', port, tags: { region: 'eu' } } })
  report(sinks)
  for (const sink of sinks) await sink.close()
  await vi.waitFor(() => expect(lines.join()).toContain('clients.active'))
  return lines
}

test('DogStatsD gets every measurement with its tags', async () => {
  const tagged = (line: string): string =>
    line.replace(/#(.*)$/, (_, tags: string) => `#${tags.split(',').sort().join()}`)
  expect((await statsdLines('dogstatsd')).map(tagged)).toEqual([
    'pushwright.scenario.started:1|c|#region:eu,scenario:basic',
    'pushwright.notification.latency:12.5|ms|#region:eu,scenario:basic',
    'pushwright.post.status:1|c|#region:eu,scenario:basic,status:201',
    'pushwright.bytes.sent:120|c|#region:eu,scenario:basic',
    'pushwright.errors:1|c|#kind:post ERR_NETWORK,region:eu,scenario:basic',
    'pushwright.scenario.failed:1|c|#region:eu,scenario:basic',
    'pushwright.clients.active:1|g|#region:eu',
  ])
})

test('statsd gets them without tags', async () => {
  const lines = await statsdLines('statsd')
  expect(lines).toContain('pushwright.notification.latency:12.5|ms')
  expect(lines.join()).not.toContain('#')
})

test('OpenTelemetry gets them with attributes', async () => {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE)
  const provider = new MeterProvider({ readers: [new PeriodicExportingMetricReader({ exporter })] })
  telemetry.setGlobalMeterProvider(provider)
  onTestFinished(() => {
    telemetry.disable()
    return provider.shutdown()
  })
  report(await openSinks({ openTelemetry: true }))
  await provider.forceFlush()
  const all = exporter.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics.flatMap(({ metrics }) => metrics))
  const found = new Map(all.map(({ descriptor, dataPoints }) => [descriptor.name, dataPoints[0]]))
  expect(found.get('pushwright.notification.latency')).toMatchObject({
    attributes: { scenario: 'basic' },
    value: { count: 1, sum: 12.5 },
  })
  expect(found.get('pushwright.post.status')).toMatchObject({
    attributes: { scenario: 'basic', status: '201' },
    value: 1,
  })
  expect(found.get('pushwright.clients.active')).toMatchObject({ value: 1 })
})

test('Prometheus finds them in its text format, in seconds', async () => {
  const server = await startPrometheus(0)
  onTestFinished(() => server.close())
  server.show(report([]).toJSON())
  const response = await fetch(server.url)
  expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
  const lines = (await response.text()).split('\n')
  expect(lines).toEqual(
    expect.arrayContaining([
      '# TYPE pushwright_notification_latency_seconds summary',
      'pushwright_notification_latency_seconds{quantile="0.99"} 0.0125',
      'pushwright_notification_latency_seconds_sum 0.0125',
      'pushwright_notification_latency_seconds_count 1',
      'pushwright_post_status_201_total 1',
      'pushwright_errors_total{kind="post ERR_NETWORK"} 1',
      'pushwright_scenario_failed_total 1',
      'pushwright_clients_active 1',
    ]),
  )
  // Each line is a comment or a sample.
  for (const line of lines) expect(line).toMatch(/^$|^# TYPE \w+ \w+$|^\w+(\{\w+="[^"]*"\})? [\d.e+-]+$/)
  expect((await fetch(new URL('/', server.url))).status).toBe(404)
  expect((await fetch(server.url, { method: 'POST' })).status).toBe(405)
})

test('a plan tells its sinks', async () => {
  const socket = createSocket('udp4').bind(0, '127.0.0.1')
  onTestFinished(() => void socket.close())
  await once(socket, 'listening')
  const names = new Set<string>()
  socket.on('message', (datagram) => {
    for (const line of String(datagram).split('\n')) names.add(line.split(':')[0] ?? '')
  })
  const { url } = await service()
  const statsd = { dialect: 'statsd', host: '127.0.0.1', port: socket.address().port, prefix: 'mine.' } as const
  await runPlan(readPlan({ steps: ['basic, 1, 1, 0'] }, 'test'), { target: { url }, sinks: { statsd } })
  await vi.waitFor(() =>
    expect([...names]).toEqual(expect.arrayContaining(['mine.ack.latency', 'mine.scenario.passed'])),
  )
})

test('a package that is missing is named', async () => {
  const load = (): Promise<unknown> => import('no-such-package' as string)
  await expect(optionalPeer('no-such-package', 'the test', load)).rejects.toMatchObject({
    code: 'ERR_MISSING_PACKAGE',
    message: expect.stringMatching(/npm install --save-dev no-such-package/),
  })
})

test('what a scenario calls things ends no line of statsd', () => {
  expect(statsdText('a:1|c|#tag\nother:2|c')).toBe('a_1_c__tag_other_2_c')
})

test('Prometheus is answered under the own name alone, and not a page that a foreign name points here', async () => {
  const server = await startPrometheus(0)
  onTestFinished(() => server.close())
  const ask = (host: string): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      get(server.url, { headers: { host } }, (answer) => resolve(answer.resume().statusCode)).once('error', reject)
    })
  const { port } = new URL(server.url)
  expect(await ask(`localhost:${port}`)).toBe(200)
  expect(await ask(`push.example:${port}`)).toBe(403)
  expect(await ask('127.0.0.1:1')).toBe(403)
})
