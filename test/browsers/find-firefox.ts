// Finds an installed Firefox; none is ever downloaded.
import { accessSync, constants } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'

/** Why tests are skipped on a machine without Firefox. */
export const firefoxMissing =
  'Firefox is not installed: no firefox-esr or firefox on the PATH. Install it with `apt-get install firefox-esr`, or name one in PUSHWRIGHT_FIREFOX.'

/**
 * The path of Firefox: of the one that PUSHWRIGHT_FIREFOX names, or else of `firefox-esr` or `firefox` on the PATH.
 *
 * @throws Error if PUSHWRIGHT_FIREFOX names one that is not there.
 */
export function findFirefox(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const directories = (environment.PATH ?? '').split(delimiter)
  const wanted = environment.PUSHWRIGHT_FIREFOX
  if (wanted === undefined || wanted === '') {
    return findProgram('firefox-esr', directories) ?? findProgram('firefox', directories)
  }
  const found = wanted.includes('/') ? findProgram(resolve(wanted), ['']) : findProgram(wanted, directories)
  if (found === undefined) {
    throw new Error(
      `Expected PUSHWRIGHT_FIREFOX to name a program, such as firefox-esr or /usr/bin/firefox, got ${wanted}.`,
    )
  }
  return found
}

function findProgram(name: string, directories: readonly string[]): string | undefined {
  return directories.map((directory) => (directory === '' ? name : join(directory, name))).find(isProgram)
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    // Not there, or not for us to run: look on.
    return false
  }
}
