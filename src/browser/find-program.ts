// Finds an installed browser; none is ever downloaded.
import { accessSync, constants } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'
import { PushwrightError } from '../errors/index.ts'

/** A browser that can be looked for. */
export interface BrowserProgram {
  /** As people say it, such as `Firefox`. */
  readonly name: string
  /** What it may be called on the PATH, the preferred first. */
  readonly commands: readonly string[]
  /** The environment variable that names one. */
  readonly variable: string
  /** How it is installed on Debian. */
  readonly install: string
}

/** Firefox; the extended support release first, as Debian has it. */
export const firefoxProgram: BrowserProgram = {
  name: 'Firefox',
  commands: ['firefox-esr', 'firefox'],
  variable: 'PUSHWRIGHT_FIREFOX',
  install: 'apt-get install firefox-esr',
}

/** Chromium, or Chrome. */
export const chromiumProgram: BrowserProgram = {
  name: 'Chromium',
  commands: ['chromium', 'google-chrome'],
  variable: 'PUSHWRIGHT_CHROMIUM',
  install: 'apt-get install chromium',
}

/**
 * The path of a browser: of the one that is wanted or that its variable names, or else of the first on the PATH.
 *
 * @param program - Which browser.
 * @param wanted - A path, or a name on the PATH. Default: what the variable says.
 * @returns `undefined` if none is installed; {@link missingProgram} says what to do.
 * @throws PushwrightError `ERR_OPTION` if the one that is named is not there.
 *
 * @example
 * ```ts
 * findProgram(firefoxProgram) // '/usr/bin/firefox-esr'
 * ```
 */
export function findProgram(
  program: BrowserProgram,
  wanted?: string,
  environment: NodeJS.ProcessEnv = process.env,
): string | undefined {
  const directories = (environment.PATH ?? '').split(delimiter)
  const named = wanted ?? environment[program.variable]
  if (named === undefined || named === '') {
    return program.commands
      .flatMap((command) => directories.map((directory) => join(directory, command)))
      .find(isProgram)
  }
  const places = named.includes('/') ? [resolve(named)] : directories.map((directory) => join(directory, named))
  const found = places.find(isProgram)
  if (found !== undefined) return found
  throw new PushwrightError(
    'ERR_OPTION',
    `Expected ${wanted === undefined ? program.variable : 'the binary'} to name a program, such as ${program.commands[0]} or /usr/bin/${program.commands[0]}, got "${named}".`,
  )
}

/** Why a browser cannot be used here, and what to do. */
export function missingProgram({ name, commands, variable, install }: BrowserProgram): string {
  return `${name} is not installed: no ${commands.join(' or ')} on the PATH. Install it with \`${install}\`, or name one in ${variable}.`
}

/**
 * The same as {@link findProgram} for those who cannot go on without.
 *
 * @throws PushwrightError `ERR_TARGET_DOWN` with {@link missingProgram} if none is installed.
 */
export function requireProgram(program: BrowserProgram, wanted?: string): string {
  const found = findProgram(program, wanted)
  if (found !== undefined) return found
  throw new PushwrightError('ERR_TARGET_DOWN', missingProgram(program))
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
