// Reads a report that was written as JSON.
import { readFile } from 'node:fs/promises'
import { PushwrightError } from '../../errors/index.ts'
import { hasShape, isCount, isFlag, isListOf, isObject, isOptional, isText, wrongFields } from '../../json/index.ts'
import { isMetricsRecord } from '../metrics/index.ts'
import { isPlan } from '../plan/index.ts'
import type { LoadReport } from './load-report.ts'

/**
 * Reads a report.
 *
 * @throws PushwrightError `ERR_OPTION` for a file that is none, or of another version.
 */
export async function readReport(path: string): Promise<LoadReport> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (cause) {
    throw noReport(path, (cause as Error).message, cause)
  }
  return parseReport(text, path)
}

/**
 * Reads the text of a report.
 *
 * @param place - Where it is from, for messages.
 * @throws PushwrightError `ERR_OPTION` for text that is none, or of another version.
 */
export function parseReport(text: string, place: string): LoadReport {
  let report: unknown
  try {
    report = JSON.parse(text)
  } catch (cause) {
    throw noReport(place, (cause as Error).message, cause)
  }
  if (!isObject(report) || report.format !== 'pushwright-load') throw noReport(place, 'got something else')
  if (report.version !== 1) throw noReport(place, `got version ${String(report.version)}, expected 1`)
  const wrong = wrongFields(report, parts)
  if (wrong.length > 0) throw noReport(place, `its ${wrong.join(', ')} cannot be read`)
  return report as unknown as LoadReport
}

/** What each part must be. */
const parts: Readonly<Record<keyof LoadReport, (value: unknown) => boolean>> = {
  format: isText,
  version: isCount,
  plan: isPlan,
  target: isText,
  startedAt: isText,
  duration: Number.isFinite,
  stopped: isOptional(isFlag),
  payloads: isText,
  environment: (value) => hasShape(value, { node: isText, platform: isText, processor: isText, cores: isCount }),
  shards: (value) => isListOf(value, (shard) => hasShape(shard, { index: isCount, by: isText, state: isText })),
  metrics: isMetricsRecord,
  thresholds: (value) => isListOf(value, (one) => hasShape(one, { text: isText, holds: isFlag, actual: isText })),
  warnings: (value) => isListOf(value, isText),
  passed: isFlag,
}

function noReport(place: string, problem: string, cause?: unknown): PushwrightError {
  return new PushwrightError(
    'ERR_OPTION',
    `Expected ${place} to be a load report, as \`pushwright plan --json\` writes it: ${problem}.`,
    cause === undefined ? {} : { cause },
  )
}
