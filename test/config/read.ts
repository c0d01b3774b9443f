// Reads INI text in tests, and turns a refusal into its message.

import { type Configuration, type ParseOptions, parseConfiguration } from '../../src/config/index.ts'
import { isPushwrightError } from '../../src/errors/index.ts'

export const file = '.local/e2etest.ini'
export const root = '/project'

export function read(text: string, options: Partial<ParseOptions> = {}): Configuration {
  return parseConfiguration(text, { file, root, ...options })
}

/** The message of the `ERR_CONFIG` that `act` throws. */
export function refusal(act: () => unknown): string {
  try {
    act()
  } catch (error) {
    if (isPushwrightError(error, 'ERR_CONFIG')) return error.message
    throw error
  }
  throw new Error('Expected ERR_CONFIG, but nothing was thrown.')
}
