// Reads the INI from disk.

import { readFileSync } from 'node:fs'
import { isAbsolute, relative, resolve, sep } from 'node:path'
import { type Configuration, listTargets, type ParseOptions, parseConfiguration } from './configuration.ts'
import { overrideOf } from './environment.ts'
import { globalValues, type Overrides, resolveGlobal } from './global-settings.ts'
import { configError } from './origin.ts'
import { type ScannedSection, scan } from './scan.ts'
import type { Environment } from './setting.ts'
import type { ListEntry } from './settings-data.ts'

/** Where the INI is when nobody says otherwise, relative to the project root. */
export const defaultFile = '.local/e2etest.ini'

const noGlobal: ScannedSection = { name: 'global', line: 0, keys: new Map() }

/** What {@link loadConfiguration} needs. */
export interface LoadOptions extends Omit<ParseOptions, 'file'> {
  /** The INI, relative to `root`; `PUSHWRIGHT_CONFIG` or else `.local/e2etest.ini` when absent. */
  readonly file?: string | undefined
}

/**
 * Reads the INI, or gives `undefined` when there is none: the run is unconfigured.
 *
 * @param options - Where it is and how to read it.
 * @throws PushwrightError `ERR_CONFIG` when it cannot be read, is not UTF-8, or is wrong; also when `PUSHWRIGHT_CONFIG` names a file that is
 * not there.
 *
 * @example
 * ```ts
 * const configuration = loadConfiguration({ root: process.cwd(), env: process.env })
 * const settings = configuration?.target()
 * ```
 */
export function loadConfiguration(options: LoadOptions): Configuration | undefined {
  const { file, text } = readFile(options)
  return text === undefined ? undefined : parseConfiguration(text, { ...options, file })
}

/**
 * The modules that `plugins[]` of `[global]` names. They are read first, since they say which quirks and features there are.
 *
 * @param options - The same as for {@link loadConfiguration}.
 * @throws PushwrightError `ERR_CONFIG` when the INI cannot be read, or `[global]` is wrong.
 */
export function pluginEntries(options: LoadOptions): readonly ListEntry[] {
  const { root, env = {}, overrides = {} } = options
  const { file, text } = readFile(options)
  if (text === undefined) return []
  const section = scan(text, file).get('global') ?? noGlobal
  return resolveGlobal({ section, file, root, env, overrides }).entries('plugins')
}

/**
 * The names of the targets in the INI, also when none is selected.
 *
 * @param options - The same as for {@link loadConfiguration}.
 * @throws PushwrightError `ERR_CONFIG` when the INI cannot be read.
 */
export function targetNames(options: LoadOptions): readonly string[] {
  const { file, text } = readFile(options)
  return text === undefined ? [] : listTargets(text, file)
}

/**
 * Whether a run in which nothing ran fails, when there is no INI to ask.
 *
 * @param options - The environment and the caller's options.
 * @throws PushwrightError `ERR_CONFIG` when `PUSHWRIGHT_REQUIRE` is neither true nor false.
 */
export function isRequired({
  env = {},
  overrides = {},
}: {
  readonly env?: Environment
  readonly overrides?: Overrides
}): boolean {
  return globalValues(resolveGlobal({ section: noGlobal, file: defaultFile, root: '.', env, overrides }), undefined)
    .require
}

/** Where the INI is, as messages name it, and its text; none if the default file is not there. */
function readFile({ root, env = {}, file: option }: LoadOptions): { file: string; text: string | undefined } {
  const [variable] = overrideOf('config', env)
  const chosen = option ?? variable?.[1].text ?? defaultFile
  const file = nameInMessages(chosen, root)
  const text = readText(resolve(root, chosen), file)
  if (text !== undefined || option !== undefined || !variable) return { file, text }
  throw configError(
    { source: 'environment', file, variable: 'PUSHWRIGHT_CONFIG' },
    `there is no file ${file}; name one that is there, or unset the variable.`,
  )
}

function nameInMessages(file: string, root: string): string {
  const short = relative(root, resolve(root, file))
  if (short === '' || short.startsWith('..') || isAbsolute(short)) return file
  return short.split(sep).join('/')
}

function readText(path: string, file: string): string | undefined {
  let bytes: Uint8Array
  try {
    bytes = readFileSync(path)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw configError({ file }, `the file cannot be read (${code}); it has to be a file that you may read.`, error)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    throw configError({ file }, 'the file is not UTF-8 text; save it as UTF-8.', error)
  }
}
