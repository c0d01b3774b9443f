// How an entry becomes a line, without secrets and payloads.
import { redact } from '../transcript/index.ts'
import type { LogLevel } from './level.ts'

/** Facts beside the message, such as `{ shard: 2 }`. */
export type LogFacts = Readonly<Record<string, unknown>>

/** One entry. */
export interface LogEntry {
  /** Milliseconds since the epoch. */
  readonly at: number
  /** Milliseconds since the log was opened. */
  readonly elapsed: number
  readonly level: LogLevel
  readonly message: string
  readonly facts: LogFacts
}

/**
 * - `default`: time, level, message, facts.
 * - `human`: seconds since the beginning, level, message, facts.
 * - `json`: one object.
 */
export const logFormats = ['default', 'human', 'json'] as const

/** The name of a format. */
export type LogFormat = (typeof logFormats)[number]

const payloadFields: ReadonlySet<string> = new Set(['payload', 'body', 'plaintext'])

/** The line of an entry, without a line break. */
export const formatters: Readonly<Record<LogFormat, (entry: LogEntry) => string>> = {
  default: ({ at, level, message, facts }) =>
    `${new Date(at).toISOString()} [${level}] ${onOneLine(message)}${suffix(facts)}`,
  human: ({ elapsed, level, message, facts }) =>
    `${(elapsed / 1000).toFixed(3).padStart(7, '0')} ${level.toUpperCase().padStart(8)} ${onOneLine(message)}${suffix(facts)}`,
  json: ({ at, level, message, facts }) => {
    const fixed = { time: new Date(at).toISOString(), level, message: redact(message) }
    // First and last: in front of the facts, and not replaced by one of the same name.
    return redact(serialise({ ...fixed, ...facts, ...fixed }))
  },
}

function suffix(facts: LogFacts): string {
  return Object.keys(facts).length === 0 ? '' : ` ${redact(serialise(facts))}`
}

/** An entry is a line: who reads the file by lines must not be led astray by what somebody else has written. */
function onOneLine(message: string): string {
  return redact(message).replaceAll(/[\r\n]+/g, ' | ')
}

/** JSON of anything: a log that throws would hide what it was to tell. */
function serialise(facts: LogFacts): string {
  const ancestors: unknown[] = []
  return JSON.stringify(facts, function replace(this: unknown, name: string, value: unknown): unknown {
    // `this` holds the value; what is not above it any more is left behind (MDN, "Cyclic object value").
    while (ancestors.length > 0 && ancestors.at(-1) !== this) ancestors.pop()
    if (payloadFields.has(name.toLowerCase())) return '…'
    if (typeof value === 'bigint' || typeof value === 'symbol' || typeof value === 'function') return String(value)
    if (value instanceof Error) return value.message
    if (typeof value !== 'object' || value === null) return value
    if (ancestors.includes(value)) return '[circular]'
    ancestors.push(value)
    return value
  })
}
