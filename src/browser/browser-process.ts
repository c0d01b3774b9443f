// The processes of one browser: started in a group of their own, and ended with whoever started them, however that ends.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { Deadline } from '../deadline/index.ts'
import { PushwrightError } from '../errors/index.ts'
import { LatestLines } from './latest-lines.ts'

/** What to start. */
export interface BrowserCommand {
  /** For messages, such as `Firefox`. */
  readonly name: string
  readonly program: string
  readonly arguments: readonly string[]
  readonly env: Readonly<Record<string, string>>
  /** What it writes to stderr when it can be driven; the first group is the address. */
  readonly ready: RegExp
  /** Removed by the supervisor if nobody else can do it any more. */
  readonly directory: string
}

const closeTimeout = 15_000

/**
 * Runs "$@" in the background until a line comes on stdin or stdin ends. It ends because the process at its other end died,
 * however that was; then nobody else will remove the directory, which is $0. Some processes of the group outlive the one that
 * started them, and a browser may not want to go. Nobody may be there to read what the shell itself would say.
 */
const supervise = `
  "$@" &
  browser=$!
  exec 2>/dev/null
  read -r farewell || orphaned=yes
  trap "" TERM
  kill -TERM 0
  (sleep 10; kill -KILL 0) &
  wait $browser
  if [ "$orphaned" = yes ]; then
    # The last of its processes may still be writing.
    for pause in 0 1 1 1; do sleep $pause; rm -rf "$0" && break; done
  fi
  kill -KILL 0
`

/**
 * A browser that runs. It does not keep Node alive.
 *
 * @example
 * ```ts
 * const browser = await BrowserProcess.start(command, Deadline.after(60_000))
 * const connection = await CommandConnection.open(browser.address, deadline)
 * await browser.end()
 * ```
 */
export class BrowserProcess {
  /** Where it can be driven. */
  readonly address: string
  readonly #name: string
  readonly #supervisor: ChildProcess
  readonly #lines: LatestLines
  #ending: Promise<void> | undefined

  private constructor(name: string, supervisor: ChildProcess, lines: LatestLines, address: string) {
    this.#name = name
    this.#supervisor = supervisor
    this.#lines = lines
    this.address = address
  }

  /**
   * Starts it and waits until it says where it can be driven; nothing of it is left if that fails.
   *
   * @throws PushwrightError `ERR_TIMEOUT`, or `ERR_TARGET_DOWN` if it ends, with what it said instead.
   */
  static async start(command: BrowserCommand, deadline: Deadline): Promise<BrowserProcess> {
    const { name } = command
    const supervisor = spawn('sh', ['-c', supervise, command.directory, command.program, ...command.arguments], {
      // A process group of its own.
      detached: true,
      stdio: ['pipe', 'ignore', 'pipe'],
      env: { PATH: process.env.PATH, LANG: 'C.UTF-8', ...command.env },
    })
    const lines = new LatestLines()
    const address = readAddress(command, supervisor, lines, deadline)
    try {
      return new BrowserProcess(name, supervisor, lines, await address)
    } catch (error) {
      await end(name, supervisor)
      throw error
    } finally {
      letGo(supervisor)
    }
  }

  /** The processes of the browser have this group. */
  get group(): number {
    return this.#supervisor.pid as number
  }

  /** What it wrote to stderr, the last lines. */
  get log(): string {
    return this.#lines.all.join('\n')
  }

  /** Ends it at once, with every process it started. Later calls give the same promise. */
  end(): Promise<void> {
    this.#ending ??= end(this.#name, this.#supervisor)
    return this.#ending
  }
}

function readAddress(
  { name, ready }: BrowserCommand,
  { stderr }: ChildProcess,
  lines: LatestLines,
  deadline: Deadline,
): Promise<string> {
  return deadline.wait<string>(
    () => `${name} to say where it can be driven; it said: ${lastWords(lines)}`,
    ({ resolve, reject }) => {
      if (stderr === null) return undefined
      // It is read to its end, so that the browser never has to wait for room in the pipe.
      const reader = createInterface({ input: stderr })
      reader.on('line', (line) => {
        const address = ready.exec(line)?.[1]
        if (address !== undefined) resolve(address)
        lines.add(line)
      })
      reader.on('close', () => reject(endedError(name, lines)))
      return undefined
    },
  )
}

function endedError(name: string, lines: LatestLines): PushwrightError {
  return new PushwrightError('ERR_TARGET_DOWN', `Expected ${name} to run, but it ended; it said: ${lastWords(lines)}`)
}

function lastWords(lines: LatestLines): string {
  return lines.all.slice(-10).join(' | ') || 'nothing'
}

/** Node may end while the browser runs; the supervisor notices. */
function letGo(supervisor: ChildProcess): void {
  supervisor.unref()
  // Both are sockets, which their types do not say.
  for (const pipe of [supervisor.stdin, supervisor.stderr]) (pipe as unknown as { unref(): void } | null)?.unref()
}

/** Says farewell to the supervisor, and waits until no process has the other end of stderr. */
async function end(name: string, supervisor: ChildProcess): Promise<void> {
  if (supervisor.exitCode !== null || supervisor.signalCode !== null) return
  const closed = once(supervisor, 'close')
  supervisor.ref()
  ;(supervisor.stderr as unknown as { ref(): void } | null)?.ref()
  supervisor.stdin?.on('error', () => {
    // It is gone already.
  })
  supervisor.stdin?.end('farewell\n')
  try {
    await Deadline.after(closeTimeout).bound(`${name} to end`, closed)
  } catch (error) {
    process.kill(-(supervisor.pid as number), 'SIGKILL')
    throw error
  }
}
