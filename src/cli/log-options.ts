// The options of the log, the same for every subcommand.
import type { Command } from 'commander'
import { logKeys } from '../config/index.ts'
import { Log, readLogSettings } from '../log/index.ts'

/** What the command line says about the log. */
export interface LogOptions {
  readonly logLevel?: string
  readonly logFormat?: string
  readonly logOutput?: string
  /** The INI, relative to the working directory. */
  readonly config?: string
}

/** Adds the options to a subcommand. */
export function withLogOptions(command: Command): Command {
  return command
    .option('--log-level <level>', 'debug, info, warn, error or critical (default: "info")')
    .option('--log-format <format>', 'default, human or json (default: "default")')
    .option('--log-output <where>', 'stderr, stdout, none, or a file (default: "stderr")')
}

/**
 * Does something with the log that the options, the environment or the INI ask for, in this order.
 *
 * @throws PushwrightError `ERR_OPTION`, `ERR_CONFIG`, or what opening the file throws.
 */
export async function withLog<T>(options: LogOptions, use: (log: Log) => Promise<T>): Promise<T> {
  const { logLevel: level, logFormat: format, logOutput: output, config: file } = options
  const configured = logKeys({ root: process.cwd(), env: process.env, file })
  const log = new Log(readLogSettings({ level, format, output }, configured))
  try {
    return await use(log)
  } finally {
    log.close()
  }
}
