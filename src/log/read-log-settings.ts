// Where the settings of the log come from: the command line, the environment, the INI, in this order.
import { didYouMean, nearest, PushwrightError, quoteForMessage } from '../errors/index.ts'
import { type LogFormat, logFormats } from './format.ts'
import { type LogLevel, logLevels } from './level.ts'
import type { LogSettings } from './log.ts'

/** The settings as text, as one source has them. */
export interface LogTexts {
  readonly level?: string | undefined
  readonly format?: string | undefined
  readonly output?: string | undefined
}

/** The environment variables, which are for every subcommand. */
const logVariables: Readonly<Record<keyof LogTexts, string>> = {
  level: 'PUSHWRIGHT_LOG_LEVEL',
  format: 'PUSHWRIGHT_LOG_FORMAT',
  output: 'PUSHWRIGHT_LOG_OUTPUT',
}

/**
 * The settings of the log.
 *
 * @param options - What the command line says; it wins.
 * @param env - The environment, which wins over the rest. An empty variable counts as not set.
 * @param file - What the INI says.
 * @throws PushwrightError `ERR_OPTION` for a level or a format that there is not.
 */
export function readLogSettings(
  options: LogTexts,
  env: Readonly<Record<string, string | undefined>> = {},
  file: LogTexts = {},
): LogSettings {
  const text = (name: keyof LogTexts): string | undefined =>
    options[name] ?? (env[logVariables[name]]?.trim() || undefined) ?? file[name]
  const level = oneOf<LogLevel>('log level', text('level'), logLevels)
  const format = oneOf<LogFormat>('log format', text('format'), logFormats)
  const output = text('output')
  return { ...(level && { level }), ...(format && { format }), ...(output !== undefined && { output }) }
}

function oneOf<T extends string>(what: string, text: string | undefined, names: readonly T[]): T | undefined {
  if (text === undefined) return undefined
  const found = names.find((name) => name === text.toLowerCase())
  if (found !== undefined) return found
  throw new PushwrightError(
    'ERR_OPTION',
    `Expected the ${what} to be one of ${names.join(', ')}, got ${quoteForMessage(text)}${didYouMean(nearest(text, names))}`,
  )
}
