// The parsers of plans, of what agents and live checks say to each other, and of names that become lines for others.
import { gzipSync } from 'node:zlib'
import { isPushwrightError } from '../../../src/errors/index.ts'
import { readReport, readSignal, readTest } from '../../../src/live/bus/read-message.ts'
import { readTestHeaders } from '../../../src/live/context/headers.ts'
import { decodeEvent, decodeResult, decodeShard } from '../../../src/load/agents/messages.ts'
import { isMetricsRecord, Metrics, mergeMetrics } from '../../../src/load/metrics/index.ts'
import { parsePlanString, parseThreshold, readPlan } from '../../../src/load/plan/index.ts'
import { formatArguments, readArguments } from '../../../src/load/plan/plan-arguments.ts'
import { prometheusText } from '../../../src/load/sinks/prometheus-text.ts'
import { statsdText } from '../../../src/load/sinks/statsd.ts'
import { foreignReport, foreignSignal } from '../../live/foreign-report.ts'
import { nearly } from './hostile.ts'
import { bytes, json, type Parser, texts } from './parser.ts'

const plan = { steps: ['basic, 100, 10, 0'], thresholds: ['errors < 0.1%'], gracefulStop: '1s', seed: 2 }
const mix = { scenario: [{ scenario: 'basic', weight: 2 }], rate: [{ duration: '30s', from: 0, to: 50 }], delay: 5 }
const plans = [plan, { ...plan, steps: [mix, { scenario: 'idle', clients: [{ duration: '1s', at: 3 }] }] }].map((one) =>
  JSON.stringify(one),
)
const measured = new Metrics(performance.now())
const meter = measured.begin('basic', 1)
meter.measured('connect', 0, 5)
meter.counted('messagesSent')
meter.counted('status:201')
meter.failed('hello ERR_TIMEOUT', new Error('no'))
meter.ended('passed')
const metrics = measured.toJSON()
const record = JSON.stringify(metrics)
const job = {
  plan: {
    name: 'p',
    steps: [
      {
        mix: [{ scenario: 'basic', args: [], weight: 1 }],
        arrival: { model: 'launch', quantity: 1, perSecond: 1 },
        delay: 0,
      },
    ],
    thresholds: [],
    gracefulStop: 0,
    seed: 1,
  },
  shard: { index: 0, count: 2 },
  target: { url: 'ws://127.0.0.1/' },
  sinks: {},
}
const said = [
  { format: 'pushwright-shard/1', run: 'a-b', job },
  { type: 'begun', shard: 0, agent: 'a', attempt: 1 },
  { type: 'progress', shard: 0, agent: 'a', metrics },
  { shard: 0, agent: 'a', result: { metrics, target: 't', publicKey: 'k' } },
  { shard: 0, agent: 'a', failure: 'no' },
].map((message) => JSON.stringify(message))
const liveTest = { id: 'a', case: 'c', issuedAt: 1, expiresAt: 2, args: [] }
const liveMessages = [
  liveTest,
  { case: 'c', signal: 's', key: 'k', value: 1, sentAt: 1, source: 'x', sequence: 1 },
  foreignReport({ signals: [foreignSignal()], steps: [{ at: 1, text: 's' }], error: { name: 'E', message: 'm' } }),
].map((message) => JSON.stringify(message))
const baggage = 'a=b,livecheck=0123;case=push;issued=1700000000000;expires=1700000100000;x'
const jsonTokens = ['[', '{', ',', ':', '"bits":', '"width":']

export const loadParsers: readonly Parser[] = [
  texts(
    'plans as text',
    nearly(['basic, 100, 10, 0 | idle, 5, 1, 2, 30, a=b', 'x, 1, 1, 0, {"a":1}'], [',', '|', '\\', '=']),
    parsePlanString,
  ),
  texts(
    'plans as JSON',
    nearly(plans, ['"steps":', ...jsonTokens]),
    json((plan) => readPlan(plan as never, 'p')),
  ),
  texts(
    'arguments of scenarios',
    nearly(['30', 'runOnce=1', '{"ttl":60}', '[1,2]', 'hello'], ['=', '[', '{', '"']),
    (text) => formatArguments(readArguments(text.split(' '), 'here')),
  ),
  texts(
    'thresholds',
    nearly(['notification.latency p99 < 500ms', 'errors < 0.1%', 'scenario.passed >= 3'], ['<', '=', '%', 'p']),
    parseThreshold,
  ),
  texts('measurements of agents', nearly([record], jsonTokens), json(merge)),
  texts('messages of agents', nearly(said, ['"shard":', '"type":', ...jsonTokens]), (text) => allOf(gzipSync(text))),
  bytes(
    'packed messages of agents',
    said.slice(0, 2).map((text) => gzipSync(text)),
    allOf,
  ),
  texts(
    'messages of live checks',
    nearly(liveMessages, ['"args":', '"test":', ...jsonTokens]),
    json((value) => tryAll(value, [readTest, readSignal, readReport])),
  ),
  texts('baggage', nearly([baggage], ['livecheck=', ';', ',', '=', '%']), (text) => readTestHeaders({ baggage: text })),
  texts('live headers', nearly(['2026-01-01T00:00:00Z', '2026-01-01T00:00:00.123456+0100', 'abc']), (text) =>
    readTestHeaders({
      'livecheck-test-id': text,
      'livecheck-test-name': text,
      'livecheck-test-timestamp': text,
      'livecheck-test-expires': text,
    }),
  ),
  texts('names for statsd', nearly(['notification.latency', 'a:1|c'], [':', '|', '@', '#', '\n']), (name) => {
    if (/[:|@#,\r\n]/.test(statsdText(name))) throw new Error('The name ends its line.')
  }),
  texts('names for Prometheus', nearly(['notification.latency', 'a{b="c"} 1'], ['{', '"', '\n', '\\']), (name) => {
    const lines = prometheusText({
      ...metrics,
      counters: { [name]: 1 },
      errors: [{ kind: name, count: 1, example: '' }],
    })
    for (const line of lines.trimEnd().split('\n')) {
      if (!/^(# TYPE [a-zA-Z0-9_]+ \w+|[a-zA-Z0-9_]+(\{\w+="(?:[^"\\]|\\.)*"\})? [-+\d.e]+)$/su.test(line))
        throw new Error(`This is no line: ${line}`)
    }
  }),
]

function merge(value: unknown): void {
  if (isMetricsRecord(value)) mergeMetrics([value, metrics])
}

function allOf(packed: Uint8Array): void {
  tryAll(packed, [decodeShard, decodeEvent, decodeResult])
}

/** Each refuses what is for another. */
function tryAll<T>(value: T, readers: readonly ((value: T) => unknown)[]): void {
  const errors = readers.flatMap((read) => {
    try {
      read(value)
      return []
    } catch (error) {
      return [error]
    }
  })
  for (const error of errors) if (!isPushwrightError(error)) throw error
}
