// A headless Firefox with a throwaway profile, driven by WebDriver BiDi.
import { Deadline } from '../../deadline/index.ts'
import type { Browser, BrowserContext, LaunchOptions } from '../browser.ts'
import { BrowserProcess } from '../browser-process.ts'
import { CommandConnection } from '../command-connection.ts'
import { display } from '../display.ts'
import { LatestLines } from '../latest-lines.ts'
import type { Bidi, BidiCommands, LogEntry } from './bidi.ts'
import { FirefoxContext } from './firefox-context.ts'
import type { FirefoxProfile } from './firefox-profile.ts'

/** The last one is for clearing containers. Who wants to use it has to know the id of the session, of which there can be but one. */
const driven = ['--no-remote', '--remote-debugging-port=0', '--remote-allow-system-access']

const launchTimeout = 60_000
const closeTimeout = 15_000

/**
 * A running Firefox.
 *
 * @example
 * ```ts
 * const firefox = await Firefox.launch('/usr/bin/firefox-esr', profile)
 * const { page } = await firefox.openContext()
 * await page.goto('http://127.0.0.1:8080/')
 * await firefox.close()
 * ```
 */
export class Firefox implements Browser {
  readonly #process: BrowserProcess
  readonly #bidi: Bidi
  readonly directory: string
  readonly #entries = new LatestLines()

  private constructor(process: BrowserProcess, directory: string, bidi: Bidi) {
    this.#process = process
    this.directory = directory
    this.#bidi = bidi
    bidi.listen(({ method, params }) => {
      if (method === 'log.entryAdded') this.#note(params as LogEntry)
    })
  }

  /** Starts the program; nothing of it is left if that fails. */
  static async launch(program: string, profile: FirefoxProfile, options: LaunchOptions = {}): Promise<Firefox> {
    const { headless = true, switches = [] } = options
    const deadline = Deadline.after(options.timeout ?? launchTimeout)
    const process = await BrowserProcess.start(
      {
        name: 'Firefox',
        program,
        arguments: [
          ...(headless ? ['--headless'] : []),
          ...driven,
          ...switches,
          '--profile',
          profile.path,
          'about:blank',
        ],
        env: {
          HOME: profile.home,
          MOZ_CRASHREPORTER_DISABLE: '1',
          MOZ_DISABLE_AUTO_SAFE_MODE: '1',
          ...(!headless && display()),
        },
        ready: /WebDriver BiDi listening on (ws:\/\/\S+)/,
        directory: profile.directory,
      },
      deadline,
    )
    try {
      const bidi = await CommandConnection.open<BidiCommands>(`${process.address}/session`, deadline)
      await bidi.command('session.new', { capabilities: {} })
      await bidi.command('session.subscribe', { events: ['log.entryAdded'] })
      return new Firefox(process, profile.directory, bidi)
    } catch (error) {
      await process.end()
      throw error
    }
  }

  /** The processes of the browser have this group. */
  get processGroup(): number {
    return this.#process.group
  }

  get log(): string {
    return [this.#process.log, ...this.#entries.all].join('\n')
  }

  async openContext(): Promise<BrowserContext> {
    return FirefoxContext.open(this.#bidi)
  }

  onEnd(listener: () => void): void {
    this.#bidi.onClose(listener)
  }

  /** Ends it in order, so that its profile can be used again. */
  async quit(): Promise<void> {
    const deadline = Deadline.after(closeTimeout)
    await this.#bidi.command('browser.close', {})
    await deadline.wait<void>('Firefox to close its connection', ({ resolve }) => {
      this.#bidi.onClose(resolve)
      return undefined
    })
    await this.close()
  }

  close(): Promise<void> {
    return this.#process.end()
  }

  #note({ level, text }: LogEntry): void {
    this.#entries.add(`${level}: ${text ?? ''}`)
  }
}
