// Reads what comes over NATS: from other versions of this package, or from somebody else.
import { PushwrightError } from '../../errors/index.ts'
import { isObject, type JsonObject } from '../../json/index.ts'
import { outcomes, type TestReport } from '../execution/report.ts'
import type { LiveTest } from '../live-test.ts'
import type { SignalEvent } from './live-bus.ts'

/** @throws PushwrightError `ERR_MESSAGE` if it is none. */
export function readTest(value: unknown): LiveTest {
  const test = fieldsOf(value)
  requireTypes('a test', test, { id: 'string', case: 'string', issuedAt: 'number', expiresAt: 'number' })
  if (!Array.isArray(test.args)) throw wrong('a test', 'args')
  return value as LiveTest
}

/** @throws PushwrightError `ERR_MESSAGE` if it is none. */
export function readSignal(value: unknown): SignalEvent {
  const types = { case: 'string', signal: 'string', key: 'string', sentAt: 'number', source: 'string' } as const
  requireTypes('a signal', fieldsOf(value), { ...types, sequence: 'number' })
  return value as SignalEvent
}

/** @throws PushwrightError `ERR_MESSAGE` if it is none, or of a later version. */
export function readReport(value: unknown): TestReport {
  const report = fieldsOf(value)
  requireTypes('a report', report, { endedAt: 'number', runtime: 'number', source: 'string' })
  if (report.version !== 1) throw wrong('a report', 'version')
  if (!(outcomes as readonly unknown[]).includes(report.outcome)) throw wrong('a report', 'outcome')
  if (!Array.isArray(report.signals) || !Array.isArray(report.steps)) throw wrong('a report', 'signals or steps')
  readTest(report.test)
  return value as TestReport
}

function fieldsOf(value: unknown): JsonObject {
  return isObject(value) ? value : {}
}

function requireTypes(what: string, fields: JsonObject, types: Readonly<Record<string, 'string' | 'number'>>): void {
  for (const [name, type] of Object.entries(types)) {
    if (typeof fields[name] !== type) throw wrong(what, name)
  }
}

function wrong(what: string, field: string): PushwrightError {
  return new PushwrightError(
    'ERR_MESSAGE',
    `Expected a message of the live check to be ${what}, its ${field} is wrong.`,
  )
}
