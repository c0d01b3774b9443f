// A headless Chromium with a throwaway profile, driven by the DevTools protocol.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Deadline } from '../../src/core.ts'
import { CdpConnection } from './cdp.ts'
import { ChromiumPage } from './chromium-page.ts'

/** What Chromium writes to stderr when it can be driven. */
const ready = /DevTools listening on (ws:\/\/\S+)/
const launchTimeout = 60_000
const closeTimeout = 15_000

/**
 * Runs "$@" in the background until stdin ends, which it does also when the tests' process dies, however that was. Then nothing
 * is left: neither the profile, which is $0, nor a process of the group, of which some outlive the one that started them.
 */
const supervise = `
  "$@" &
  read -r _
  trap "" TERM
  kill -TERM 0
  wait
  rm -rf "$0"
  kill -KILL 0
`

/** How to start a browser. */
export interface LaunchOptions {
  readonly switches?: readonly string[]
  readonly timeout?: number
}

/**
 * A running browser.
 *
 * @example
 * ```ts
 * const chromium = await Chromium.launch('/usr/bin/chromium')
 * const page = await chromium.openPage('file:///tmp/grid.html')
 * expect(page.complaints).toEqual([])
 * await chromium.close()
 * ```
 */
export class Chromium {
  /** The directory of its profile. */
  readonly profile: string
  readonly #process: ChildProcess
  readonly #cdp: CdpConnection
  #closing: Promise<void> | undefined

  private constructor(process: ChildProcess, profile: string, cdp: CdpConnection) {
    this.#process = process
    this.profile = profile
    this.#cdp = cdp
  }

  /**
   * Starts the program; nothing of it is left if that fails.
   *
   * @param options - `switches` are added to the command line; `timeout` is in milliseconds, one minute by default.
   */
  static async launch(program: string, options: LaunchOptions = {}): Promise<Chromium> {
    const profile = await mkdtemp(join(tmpdir(), 'pushwright-chromium-'))
    const process = run(program, profile, options.switches ?? [])
    try {
      const deadline = Deadline.after(options.timeout ?? launchTimeout)
      return new Chromium(process, profile, await CdpConnection.open(await readAddress(process, deadline), deadline))
    } catch (error) {
      await end(process, profile)
      throw error
    }
  }

  /** The processes of the browser have this group. */
  get processGroup(): number {
    return this.#process.pid as number
  }

  /** Opens a page in a context of its own, without the cookies, workers and subscriptions of others. */
  async openPage(url: string): Promise<ChromiumPage> {
    const { browserContextId } = await this.#cdp.command('Target.createBrowserContext', {})
    const page = await ChromiumPage.create(this.#cdp, browserContextId)
    await page.goto(url)
    return page
  }

  /** Ends it with every process that it started, and removes its profile. Later calls give the same promise. */
  close(): Promise<void> {
    this.#closing ??= end(this.#process, this.profile)
    return this.#closing
  }
}

function run(program: string, profile: string, switches: readonly string[]): ChildProcess {
  const command = [
    program,
    '--headless=new',
    '--remote-debugging-port=0',
    `--user-data-dir=${profile}`,
    ...quiet,
    // Its sandbox does not work for root, as which containers run.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ...switches,
    'about:blank',
  ]
  return spawn('sh', ['-c', supervise, profile, ...command], {
    // A process group of its own.
    detached: true,
    stdio: ['pipe', 'ignore', 'pipe'],
    env: { PATH: process.env.PATH, HOME: profile, LANG: 'C.UTF-8' },
  })
}

/** It calls nobody, asks nothing and reports nothing. */
const quiet = [
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
  '--disable-background-networking',
  '--disable-breakpad',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-dev-shm-usage',
  '--disable-extensions',
  '--disable-gpu',
  '--disable-sync',
  '--no-default-browser-check',
  '--no-first-run',
  '--password-store=basic',
]

function readAddress({ stderr }: ChildProcess, deadline: Deadline): Promise<string> {
  if (stderr === null) throw new Error('Expected the stderr of Chromium to be a pipe.')
  const lines: string[] = []
  return deadline.wait<string>(
    () => `Chromium to say where it can be driven; it said: ${lines.slice(-10).join(' | ') || 'nothing'}`,
    ({ resolve }) => {
      // It is read to its end, so that Chromium never has to wait for room in the pipe.
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
async function end(supervisor: ChildProcess, profile: string): Promise<void> {
  const closed = once(supervisor, 'close')
  supervisor.stdin?.on('error', () => {
    // It is gone already.
  })
  supervisor.stdin?.end()
  try {
    await Deadline.after(closeTimeout).bound('Chromium to end', closed)
  } catch (error) {
    process.kill(-(supervisor.pid as number), 'SIGKILL')
    throw error
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  }
}
