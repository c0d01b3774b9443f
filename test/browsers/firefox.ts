// A headless Firefox with a throwaway profile, driven by WebDriver BiDi.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Deadline } from '../../src/core.ts'
import { BidiConnection, type PermissionState } from './bidi.ts'
import { type Surroundings, userScript } from './preferences.ts'

/** What Firefox writes to stderr when it can be driven. */
const ready = /WebDriver BiDi listening on (ws:\/\/\S+)/
const launchTimeout = 60_000
const closeTimeout = 15_000

/**
 * Runs "$@" in the background until a line comes on stdin or stdin ends. It ends because the tests' process died, however that was; then nobody else
 * will remove the profile, which is $0.
 */
const supervise = `
  "$@" &
  read -r farewell || orphaned=yes
  trap "" TERM
  kill -TERM 0
  wait
  if [ "$orphaned" = yes ]; then rm -rf "$0"; fi
`

/** A profile's directory, which can outlive a browser. */
export class FirefoxProfile {
  readonly directory: string

  private constructor(directory: string) {
    this.directory = directory
  }

  /** Makes one in the directory for temporary files. */
  static async create(surroundings: Surroundings): Promise<FirefoxProfile> {
    const profile = new FirefoxProfile(await mkdtemp(join(tmpdir(), 'pushwright-firefox-')))
    await Promise.all([mkdir(profile.home), mkdir(profile.path)])
    await writeFile(join(profile.path, 'user.js'), userScript(surroundings))
    return profile
  }

  /** The home directory, so that the user's own is left alone. */
  get home(): string {
    return join(this.directory, 'home')
  }

  get path(): string {
    return join(this.directory, 'profile')
  }

  /** Removes it. No browser may run in it. */
  async remove(): Promise<void> {
    await rm(this.directory, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** A page that is open, whose script has put functions on `globalThis.page`. */
export interface Page {
  /** Calls one of them. */
  call(name: string, ...args: unknown[]): Promise<unknown>
}

/** A running browser. */
export class Firefox {
  readonly #process: ChildProcess
  readonly #bidi: BidiConnection
  #closing: Promise<void> | undefined

  private constructor(process: ChildProcess, bidi: BidiConnection) {
    this.#process = process
    this.#bidi = bidi
  }

  /** Starts the program; nothing of it is left if that fails. */
  static async launch(program: string, profile: FirefoxProfile): Promise<Firefox> {
    const process = run(program, profile)
    try {
      const deadline = Deadline.after(launchTimeout)
      const bidi = await BidiConnection.open(`${await readAddress(process, deadline)}/session`, deadline)
      await bidi.command('session.new', { capabilities: {} })
      return new Firefox(process, bidi)
    } catch (error) {
      await end(process)
      throw error
    }
  }

  /** The processes of the browser have this group. */
  get processGroup(): number {
    return this.#process.pid as number
  }

  /** Makes a user context: what Firefox calls a container, with cookies, workers and subscriptions of its own. */
  async createUserContext(): Promise<string> {
    return (await this.#bidi.command('browser.createUserContext', {})).userContext
  }

  /** Says whether a site may show notifications, which is what it needs to subscribe. */
  async setPermission(origin: string, userContext: string, state: PermissionState): Promise<void> {
    const descriptor = { name: 'notifications' }
    await this.#bidi.command('permissions.setPermission', { descriptor, state, origin, userContext })
  }

  /** Opens a page in a tab of its own. */
  async open(url: string, userContext: string): Promise<Page> {
    const { context } = await this.#bidi.command('browsingContext.create', { type: 'tab', userContext })
    await this.#bidi.command('browsingContext.navigate', { context, url, wait: 'complete' })
    return {
      call: (name, ...args) =>
        this.#evaluate(context, `page.${name}(${args.map((arg) => JSON.stringify(arg)).join(', ')})`),
    }
  }

  /** Ends it in order, so that its profile can be used again. */
  async quit(): Promise<void> {
    const deadline = Deadline.after(closeTimeout)
    await this.#bidi.command('browser.close', {})
    await this.#bidi.closed(deadline)
    await this.kill()
  }

  /** Ends it at once, with every process it started. Later calls give the same promise. */
  kill(): Promise<void> {
    this.#closing ??= end(this.#process)
    return this.#closing
  }

  /** BiDi has its own notation of values; JSON is enough here. */
  async #evaluate(context: string, expression: string): Promise<unknown> {
    const outcome = await this.#bidi.command('script.evaluate', {
      expression: `Promise.resolve(${expression}).then((value) => JSON.stringify(value ?? null))`,
      target: { context },
      awaitPromise: true,
    })
    if (outcome.type === 'exception') throw new Error(outcome.exceptionDetails.text)
    return JSON.parse(String(outcome.result.value))
  }
}

function run(program: string, { directory, home, path }: FirefoxProfile): ChildProcess {
  const command = [program, '--headless', '--no-remote', '--profile', path, '--remote-debugging-port=0', 'about:blank']
  return spawn('sh', ['-c', supervise, directory, ...command], {
    // A process group of its own.
    detached: true,
    stdio: ['pipe', 'ignore', 'pipe'],
    env: {
      PATH: process.env.PATH,
      HOME: home,
      LANG: 'C.UTF-8',
      MOZ_CRASHREPORTER_DISABLE: '1',
      MOZ_DISABLE_AUTO_SAFE_MODE: '1',
    },
  })
}

function readAddress({ stderr }: ChildProcess, deadline: Deadline): Promise<string> {
  if (stderr === null) throw new Error('Expected the stderr of Firefox to be a pipe.')
  const lines: string[] = []
  return deadline.wait<string>(
    () => `Firefox to say where it can be driven; it said: ${lines.slice(-10).join(' | ') || 'nothing'}`,
    ({ resolve }) => {
      // It is read to its end, so that Firefox never has to wait for room in the pipe.
      createInterface({ input: stderr }).on('line', (line) => {
        const address = ready.exec(line)?.[1]
        if (address === undefined) lines.push(line)
        else resolve(address)
      })
      return undefined
    },
  )
}

/** Says farewell to the supervisor, and waits until no process has the other end of stderr. */
async function end(supervisor: ChildProcess): Promise<void> {
  const closed = once(supervisor, 'close')
  supervisor.stdin?.on('error', () => {
    // It is gone already.
  })
  supervisor.stdin?.end('farewell\n')
  try {
    await Deadline.after(closeTimeout).bound('Firefox to end', closed)
  } catch (error) {
    process.kill(-(supervisor.pid as number), 'SIGKILL')
    throw error
  }
}
