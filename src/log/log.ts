// The log of a command: what happened, for those who operate it.
import { closeSync, openSync, writeSync } from 'node:fs'
import { formatters, type LogFacts, type LogFormat } from './format.ts'
import { isLogged, type LogLevel } from './level.ts'

/** What is logged, how, and where. */
export interface LogSettings {
  /** Default `info`. */
  readonly level?: LogLevel
  /** Default `default`. */
  readonly format?: LogFormat
  /** `stderr`, `stdout`, `none`, or the path of a file that lines are added to. Default `stderr`, since results go to stdout. */
  readonly output?: string
}

/**
 * A log. Messages and facts are shown without endpoint tokens, keys, credentials and payloads.
 *
 * @example
 * ```ts
 * const log = new Log({ level: 'debug', format: 'json', output: 'run.log' })
 * log.info('A shard was taken over', { shard: 2 })
 * log.close()
 * ```
 */
export class Log {
  readonly #from: LogLevel
  readonly #format: LogFormat
  readonly #output: Output
  readonly #openedAt = performance.now()

  /** @throws What opening the file throws. */
  constructor(settings: LogSettings = {}) {
    this.#from = settings.level ?? 'info'
    this.#format = settings.format ?? 'default'
    this.#output = openOutput(settings.output ?? 'stderr')
  }

  debug(message: string, facts?: LogFacts): void {
    this.write('debug', message, facts)
  }

  info(message: string, facts?: LogFacts): void {
    this.write('info', message, facts)
  }

  warn(message: string, facts?: LogFacts): void {
    this.write('warn', message, facts)
  }

  error(message: string, facts?: LogFacts): void {
    this.write('error', message, facts)
  }

  critical(message: string, facts?: LogFacts): void {
    this.write('critical', message, facts)
  }

  /** Adds an entry, if its level is wanted. */
  write(level: LogLevel, message: string, facts: LogFacts = {}): void {
    if (!isLogged(level, this.#from)) return
    const elapsed = performance.now() - this.#openedAt
    this.#output.write(`${formatters[this.#format]({ at: Date.now(), elapsed, level, message, facts })}\n`)
  }

  /** Closes the file, if it is one. */
  close(): void {
    this.#output.close()
  }
}

interface Output {
  write(line: string): void
  close(): void
}

const nowhere: Output = { write() {}, close() {} }

function openOutput(output: string): Output {
  if (output === 'none') return nowhere
  if (output === 'stdout' || output === 'stderr') {
    return { ...nowhere, write: (line) => void process[output].write(line) }
  }
  // At once and not later, so that the last lines before a crash are there.
  const file = openSync(output, 'a', 0o600)
  let isOpen = true
  let isTold = false
  return {
    write(line) {
      if (!isOpen) return
      try {
        writeSync(file, line)
      } catch (error) {
        // What is logged goes on without its log, such as when the disk is full.
        if (isTold) return
        isTold = true
        process.stderr.write(`The log ${output} lacks entries: ${(error as Error).message}. Make room for it.\n`)
      }
    },
    close() {
      if (isOpen) closeSync(file)
      isOpen = false
    },
  }
}
