// Where the settings of the log come from: the command line, and then what is configured.
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

/**
 * The settings of the log.
 *
 * @param options - What the command line says; it wins.
 * @param configured - What the environment and the INI say.
 * @throws PushwrightError `ERR_OPTION` for a level or a format that there is not.
 */
export function readLogSettings(options: LogTexts, configured: LogTexts = {}): LogSettings {
  const text = (name: keyof LogTexts): string | undefined => options[name] ?? configured[name]
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
