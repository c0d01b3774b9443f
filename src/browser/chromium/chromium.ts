// A headless Chromium with a throwaway profile, driven by the DevTools protocol.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Deadline } from '../../deadline/index.ts'
import type { Browser, LaunchOptions } from '../browser.ts'
import { BrowserProcess } from '../browser-process.ts'
import { CommandConnection } from '../command-connection.ts'
import { display } from '../display.ts'
import type { Cdp, CdpCommands } from './cdp.ts'
import { ChromiumContext } from './chromium-context.ts'
import { ChromiumPage } from './chromium-page.ts'

const launchTimeout = 60_000

/**
 * A running Chromium.
 *
 * @example
 * ```ts
 * const chromium = await Chromium.launch('/usr/bin/chromium')
 * const page = await chromium.openPage('file:///tmp/grid.html')
 * expect(page.complaints).toEqual([])
 * await chromium.close()
 * ```
 */
export class Chromium implements Browser {
  /** The directory of its profile. */
  readonly directory: string
  readonly #process: BrowserProcess
  readonly #cdp: Cdp
  #closing: Promise<void> | undefined

  private constructor(process: BrowserProcess, profile: string, cdp: Cdp) {
    this.#process = process
    this.directory = profile
    this.#cdp = cdp
  }

  /** Starts the program; nothing of it is left if that fails. */
  static async launch(program: string, options: LaunchOptions = {}): Promise<Chromium> {
    const profile = await mkdtemp(join(tmpdir(), 'pushwright-chromium-'))
    let process: BrowserProcess | undefined
    try {
      const deadline = Deadline.after(options.timeout ?? launchTimeout)
      process = await BrowserProcess.start(
        {
          name: 'Chromium',
          program,
          arguments: commandLine(profile, options),
          env: { HOME: profile, ...(options.headless === false && display()) },
          ready: /DevTools listening on (ws:\/\/\S+)/,
          directory: profile,
        },
        deadline,
      )
      return new Chromium(process, profile, await CommandConnection.open<CdpCommands>(process.address, deadline))
    } catch (error) {
      await process?.end()
      await remove(profile)
      throw error
    }
  }

  /** The processes of the browser have this group. */
  get processGroup(): number {
    return this.#process.group
  }

  get log(): string {
    return this.#process.log
  }

  openContext(): Promise<ChromiumContext> {
    return ChromiumContext.open(this.#cdp)
  }

  /** Opens a page in a context of its own, without the cookies, workers and subscriptions of others. */
  async openPage(url: string): Promise<ChromiumPage> {
    const { browserContextId } = await this.#cdp.command('Target.createBrowserContext', {})
    const page = await ChromiumPage.create(this.#cdp, browserContextId)
    await page.goto(url)
    return page
  }

  onEnd(listener: () => void): void {
    this.#cdp.onClose(listener)
  }

  /** Ends it with every process that it started, and removes its profile. Later calls give the same promise. */
  close(): Promise<void> {
    this.#closing ??= this.#process.end().finally(() => remove(this.directory))
    return this.#closing
  }
}

function remove(profile: string): Promise<void> {
  return rm(profile, { recursive: true, force: true, maxRetries: 5 })
}

function commandLine(profile: string, { headless = true, switches = [] }: LaunchOptions): string[] {
  return [
    ...(headless ? ['--headless=new'] : []),
    '--remote-debugging-port=0',
    `--user-data-dir=${profile}`,
    ...quiet,
    ...fewProcesses,
    // Its sandbox does not work for root, as which containers run.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ...switches,
    'about:blank',
  ]
}

/** It asks nobody and reports nothing; it can call nobody but the loopback interface. */
const quiet = [
  '--host-resolver-rules=MAP *.localhost 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
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

/** Otherwise each site and each worker has a process of its own, and starting those is most of what a push client costs. */
const fewProcesses = ['--disable-site-isolation-trials', '--renderer-process-limit=4']

/** For a Chromium that is no push client. */
export const noBackgroundNetworking = '--disable-background-networking'
