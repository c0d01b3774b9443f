// Grids to make pages of: one of each outcome, and as large as a suite gets.
import { type Grid, gridOf, type RunRecord, type TargetRecord, type TestRecord } from '../../../src/report/index.ts'

const timeline = {
  format: 'pushwright-run',
  version: 1,
  startedAt: '2026-01-02T03:04:05.000Z',
  duration: 1000,
} as const

const quirk = {
  reason: 'quirk',
  ids: ['urn:pushwright:quirk:topic-not-replaced'],
  note: 'skipped: the target has the quirk topic-not-replaced (a newer message of a topic does not replace the stored one)',
} as const
const feature = {
  reason: 'feature',
  ids: ['urn:pushwright:feature:broadcast-subscribe', 'urn:pushwright:feature:nack'],
  note: 'skipped: the target lacks the features broadcast-subscribe and nack',
} as const
const runtime = { reason: 'runtime', ids: [], note: 'needs a clock that can be set' } as const

/** A grid of these tests on one target called `stage`. */
export function gridOfTests(tests: readonly TestRecord[], target: Partial<TargetRecord> = {}): Grid {
  return gridOf([runOf([{ project: 'e2e', target: 'stage', state: 'ready', tests, ...target }])])
}

/** A test that passed, unless told otherwise. */
export function testRecord(record: Partial<TestRecord> = {}): TestRecord {
  return {
    file: 'e2e/delivery.test.ts',
    path: ['delivers a notification'],
    state: 'passed',
    duration: 12.34,
    ...record,
  }
}

/** A suite on four targets, with every state and reason in it; one target lacks a file, and one was down. */
export function largeGrid(tests: number): Grid {
  const targets = ['fixture-server', 'autopush', 'legacy-autopush', 'production']
  const records = targets.map((target, column): TargetRecord => {
    const all = Array.from({ length: tests }, (_, index) => testOf(index, column))
    return { project: `e2e-${target}`, target, state: 'ready', tests: column === 3 ? all.slice(0, -40) : all }
  })
  return gridOf([runOf(records)])
}

/** A grid whose only target did not answer. */
export function downGrid(): Grid {
  return gridOfTests([testRecord({ state: 'skipped', duration: 0, skip: { ...runtime, reason: 'target-down' } })], {
    state: 'down',
    message: 'Expected wss://push.stage.example/ to answer within 5s, got connection refused.',
  })
}

function runOf(targets: readonly TargetRecord[]): RunRecord {
  return { ...timeline, node: '24.1.0', targets }
}

const topics = ['delivery', 'endpoint', 'handshake', 'registration', 'time to live', 'topics', 'urgency', 'vapid']
const deeds = [
  'answers 201 with a Location that can be deleted',
  'keeps a message for a client that is away, until its time to live has passed',
  'refuses a token whose audience is another origin',
  'replaces the stored message of the same topic',
  'redelivers what was not acknowledged when the client comes back',
]

function testOf(index: number, column: number): TestRecord {
  const topic = topics[Math.floor(index / 20) % topics.length] as string
  const file = `e2e/${topic.replaceAll(' ', '-')}-${Math.floor(index / 20)}.test.ts`
  const path = [topic, `${deeds[index % deeds.length]}, case ${index}`]
  const record = { file, path, duration: ((index * 7919 + column * 104729) % 30000) / 10 + 0.2 }
  if ((index * 31 + column * 17) % 211 === 0) {
    const errors = [
      `AssertionError: expected receipt to be accepted, got 410 (errno 106) in case ${index}\n\n- Expected\n+ Received\n\n- 201\n+ 410`,
    ]
    return { ...record, state: 'failed', errors }
  }
  const skip = [undefined, quirk, feature, runtime][column]
  const isSkipped = (index + column) % (column === 0 ? 97 : 11) === 0
  if (isSkipped && skip !== undefined) return { ...record, state: 'skipped', duration: 0, skip }
  return { ...record, state: 'passed' }
}
