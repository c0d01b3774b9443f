// Finds an installed Chromium; none is ever downloaded.
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Why tests are skipped on a machine without Chromium. */
export const chromiumMissing =
  'Chromium is not installed: no chromium or google-chrome on the PATH. Install it with `apt-get install chromium`, or give the path of one in PUSHWRIGHT_CHROMIUM.'

/**
 * The path of Chromium: the one in PUSHWRIGHT_CHROMIUM, or else that of `chromium` or `google-chrome` on the PATH.
 *
 * @throws Error if PUSHWRIGHT_CHROMIUM names one that is not there.
 */
export function findChromium(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const wanted = environment.PUSHWRIGHT_CHROMIUM
  if (wanted !== undefined && wanted !== '') {
    if (isProgram(wanted)) return wanted
    throw new Error(
      `Expected PUSHWRIGHT_CHROMIUM to be the path of a program, such as /usr/bin/chromium, got ${wanted}.`,
    )
  }
  const directories = (environment.PATH ?? '').split(delimiter)
  return ['chromium', 'google-chrome']
    .flatMap((name) => directories.map((directory) => join(directory, name)))
    .find(isProgram)
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
