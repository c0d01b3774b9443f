// What a command that fails says, and with which exit code: 2 if it was called wrongly, 1 if it could not do what it was to do.
import { CommanderError } from 'commander'
import { isPushwrightError } from '../errors/index.ts'
import { redactMessage } from '../transcript/index.ts'

type SystemError = NodeJS.ErrnoException & { address?: string; port?: number }

/** The exit code for an error; 0 for `--help` and `--version`, which commander throws too. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  return isPushwrightError(error, 'ERR_OPTION') || isPushwrightError(error, 'ERR_CONFIG') ? 2 : 1
}

/** Says on stderr what went wrong. */
export function report(error: unknown): void {
  // Commander has said it already.
  if (error instanceof CommanderError) return
  process.stderr.write(`error: ${redactMessage(describe(error))}\n`)
}

function describe(error: unknown): string {
  if (isPushwrightError(error)) return error.message
  if (!(error instanceof Error)) return String(error)
  const { syscall, code, path, address, port } = error as SystemError
  if (syscall === 'listen' && code === 'EADDRINUSE') {
    return `port ${port} of ${address} is in use (EADDRINUSE). Choose another one, or 0 for any that is free.`
  }
  if (path !== undefined)
    return `Expected to use ${path}, it cannot be (${error.message.split(',', 1)[0]}). ${advise(code)}`
  // Other failures of the system speak for themselves; a defect needs its stack.
  return syscall === undefined ? (error.stack ?? error.message) : error.message
}

function advise(code: string | undefined): string {
  if (code === 'ENOENT') return 'Check its name, and make the folder that it is to be in.'
  if (code === 'ENOSPC') return 'Make room, or choose another place.'
  if (code === 'EISDIR') return 'Name a file, not a folder.'
  return 'Choose another place, or make it yours.'
}
