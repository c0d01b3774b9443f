// Reads what comes over NATS: from other versions of this package, or from somebody else.
import { PushwrightError } from '../../errors/index.ts'
import { hasShape, isCount, isFlag, isListOf, isOptional, isShallow, isText, wrongFields } from '../../json/index.ts'
import { isTranscriptEvent, type TranscriptEvent } from '../../transcript/index.ts'
import { isName } from '../case/read-option.ts'
import {
  mostEvents,
  outcomes,
  type ReportError,
  type ReportSignal,
  type ReportStep,
  type TestReport,
} from '../execution/report.ts'
import { isArgs, isTestId, type LiveTest, mostLevels } from '../live-test.ts'
import type { SignalEvent } from './live-bus.ts'

/** @throws PushwrightError `ERR_MESSAGE` if it is none. */
export function readTest(value: unknown): LiveTest {
  requireShape('a test', value, testShape)
  return value as LiveTest
}

/** @throws PushwrightError `ERR_MESSAGE` if it is none. */
export function readSignal(value: unknown): SignalEvent {
  requireShape('a signal', value, signalShape)
  return value as SignalEvent
}

/** @throws PushwrightError `ERR_MESSAGE` if it is none, or of a later version. */
export function readReport(value: unknown): TestReport {
  requireShape('a report', value, reportShape)
  // Its test may be as deep as tests are; what nobody has asked for is kept with it, and must not be deeper.
  if (!isShallow(value, mostLevels + 2)) throw wrong('a report', 'depth')
  return value as TestReport
}

/** Every field of a type, and what it must be. */
type ShapeOf<T> = { readonly [Name in keyof Required<T>]: (value: unknown) => boolean }

/** Characters of the names of processes and clients, which are remembered, and drawn side by side. */
const longestName = 1000

const testShape: ShapeOf<LiveTest> = {
  id: (value) => isText(value) && isTestId(value),
  case: isText,
  issuedAt: Number.isFinite,
  expiresAt: Number.isFinite,
  args: isArgs,
}

const signalShape: ShapeOf<SignalEvent> = {
  case: isText,
  signal: isText,
  key: isText,
  value: () => true,
  sentAt: Number.isFinite,
  source: isShortText,
  sequence: isCount,
}

const stepShape: ShapeOf<ReportStep> = { at: Number.isFinite, text: isText, duration: isOptional(Number.isFinite) }

const reportSignalShape: ShapeOf<ReportSignal> = {
  signal: (value) => isText(value) && isName(value),
  key: isText,
  sentAt: Number.isFinite,
  receivedAt: Number.isFinite,
  latency: Number.isFinite,
  skew: Number.isFinite,
  source: isShortText,
  sequence: isCount,
  consumed: isFlag,
}

const errorShape: ShapeOf<ReportError> = {
  name: isText,
  code: isOptional(isText),
  message: isText,
  stack: isOptional(isText),
}

const reportShape: ShapeOf<TestReport> = {
  version: (value) => value === 1,
  live: isText,
  test: (value) => hasShape(value, testShape),
  outcome: (value) => (outcomes as readonly unknown[]).includes(value),
  reason: isOptional(isText),
  startedAt: Number.isFinite,
  endedAt: isDate,
  runtime: Number.isFinite,
  attempt: isCount,
  host: isText,
  source: isShortText,
  steps: (value) => isListOf(value, (step) => hasShape(step, stepShape)),
  signals: (value) => isListOf(value, (signal) => hasShape(signal, reportSignalShape)),
  error: isOptional((value) => hasShape(value, errorShape)),
  transcript: isOptional(isTranscript),
}

/** Its diagram has a column for each name, as wide as the longest: within these bounds it has some megabytes at most. */
function isTranscript(value: unknown): boolean {
  return isListOf(value, isTranscriptEvent) && value.length <= mostEvents && value.every(hasShortNames)
}

function hasShortNames(event: unknown): boolean {
  const { actor, peer } = event as TranscriptEvent
  return isShortText(actor) && isOptional(isShortText)(peer)
}

function isShortText(value: unknown): boolean {
  return isText(value) && value.length <= longestName
}

/** It is shown as a date, which not every number has. */
function isDate(value: unknown): boolean {
  return typeof value === 'number' && !Number.isNaN(new Date(value).getTime())
}

function requireShape(what: string, value: unknown, shape: ShapeOf<unknown>): void {
  const [field] = wrongFields(value, shape)
  if (field !== undefined) throw wrong(what, field)
}

function wrong(what: string, field: string): PushwrightError {
  return new PushwrightError(
    'ERR_MESSAGE',
    `Expected a message of the live check to be ${what}, its ${field} is wrong.`,
  )
}
