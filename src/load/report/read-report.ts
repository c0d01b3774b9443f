// Reads a report that was written as JSON.
import { readFile } from 'node:fs/promises'
import { PushwrightError } from '../../errors/index.ts'
import type { LoadReport } from './load-report.ts'

/**
 * Reads a report.
 *
 * @throws PushwrightError `ERR_OPTION` for a file that is none, or of another version.
 */
export async function readReport(path: string): Promise<LoadReport> {
  const report = await readJson(path)
  const { format, version } = (report ?? {}) as Partial<LoadReport>
  if (format === 'pushwright-load' && version === 1) return report as LoadReport
  throw new PushwrightError(
    'ERR_OPTION',
    `Expected ${path} to be a load report of version 1, as \`pushwright plan --json\` writes it; got ${format === undefined ? 'something else' : `${format} of version ${version}`}.`,
  )
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch (cause) {
    throw new PushwrightError('ERR_OPTION', `Expected ${path} to be a load report: ${(cause as Error).message}`, {
      cause,
    })
  }
}
