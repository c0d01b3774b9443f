// The names of metrics as reports, thresholds and other systems see them; `docs/reference/metrics.md` lists them.
import type { CountedThing, MeasuredStep } from '../../scenario/index.ts'

/** A metric as sinks get it. */
export interface MetricName {
  readonly name: string
  /** Dimensions of this metric beside that of the scenario. */
  readonly tags?: Readonly<Record<string, string>>
}

/** The latency of each step. */
export const latencyNames: Readonly<Record<Exclude<MeasuredStep, `timer:${string}`>, string>> = {
  connect: 'connect.latency',
  disconnect: 'disconnect.latency',
  hello: 'hello.latency',
  register: 'register.latency',
  unregister: 'unregister.latency',
  ping: 'ping.latency',
  post: 'post.latency',
  delete: 'delete.latency',
  delivery: 'notification.latency',
  ack: 'ack.latency',
}

/** The counter of each thing that is counted. */
export const counterNames: Readonly<Record<Exclude<CountedThing, `${string}:${string}`>, string>> = {
  messagesSent: 'notification.sent',
  messagesReceived: 'notification.received',
  acks: 'notification.ack',
  bytesSent: 'bytes.sent',
  bytesReceived: 'bytes.received',
  preEncrypted: 'notification.pre_encrypted',
  restarts: 'scenario.restarts',
}

/** What the run itself adds. */
export const runNames = {
  started: 'scenario.started',
  passed: 'scenario.passed',
  failed: 'scenario.failed',
  aborted: 'scenario.aborted',
  duration: 'scenario.duration',
  errors: 'errors',
  active: 'clients.active',
} as const

/** The name of a step's latency; a scenario's own timer has the name it was given. */
export function latencyName(step: MeasuredStep): string {
  return isTimer(step) ? step.slice('timer:'.length) : latencyNames[step]
}

/** The counter of a thing; a scenario's own counter has the name it was given. */
export function counterName(what: CountedThing): MetricName {
  const [kind, ...rest] = what.split(':')
  const detail = rest.join(':')
  if (kind === 'status') return { name: 'post.status', tags: { status: detail } }
  if (kind === 'counter') return { name: detail }
  return { name: counterNames[what as keyof typeof counterNames] }
}

/** The name of a counter in records, where tags are part of it: `post.status.201`. */
export function recordedName({ name, tags = {} }: MetricName): string {
  return [name, ...Object.values(tags)].join('.')
}

function isTimer(step: MeasuredStep): step is `timer:${string}` {
  return step.startsWith('timer:')
}
