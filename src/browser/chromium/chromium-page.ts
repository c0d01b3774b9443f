// One page of Chromium: opens a URL, evaluates, types, takes screenshots, and remembers what went wrong.
import { Deadline } from '../../deadline/index.ts'
import { PushwrightError } from '../../errors/index.ts'
import type { BrowserPage } from '../browser.ts'
import { LatestLines } from '../latest-lines.ts'
import { type Cdp, type CdpEvent, exceptionText } from './cdp.ts'

/** How a page is shown. */
export interface Look {
  readonly colorScheme?: 'light' | 'dark'
  readonly reducedMotion?: boolean
  /** CSS pixels. */
  readonly width?: number
  readonly height?: number
}

const loadTimeout = 30_000

/** Keys that are more than a character, with the codes that Chromium wants to have. */
const keyCodes: Readonly<Record<string, number>> = {
  Tab: 9,
  Enter: 13,
  Escape: 27,
  PageUp: 33,
  PageDown: 34,
  End: 35,
  Home: 36,
  ArrowLeft: 37,
  ArrowUp: 38,
  ArrowRight: 39,
  ArrowDown: 40,
}
const controlKey = 2

/** A page in a browser context of its own. */
export class ChromiumPage implements BrowserPage {
  readonly #cdp: Cdp
  readonly #targetId: string
  readonly #sessionId: string
  readonly #complaints = new LatestLines()
  readonly #requests = new LatestLines()
  readonly #origins = new Set<string>()

  private constructor(cdp: Cdp, targetId: string, sessionId: string) {
    this.#cdp = cdp
    this.#targetId = targetId
    this.#sessionId = sessionId
    cdp.listen((event) => {
      if (event.sessionId === sessionId) this.#note(event as CdpEvent)
    })
  }

  /** An empty page. */
  static async create(cdp: Cdp, browserContextId?: string): Promise<ChromiumPage> {
    const { targetId } = await cdp.command('Target.createTarget', {
      url: 'about:blank',
      ...(browserContextId !== undefined && { browserContextId }),
    })
    const { sessionId } = await cdp.command('Target.attachToTarget', { targetId, flatten: true })
    const page = new ChromiumPage(cdp, targetId, sessionId)
    const domains = ['Log', 'Network', 'Page', 'Runtime'] as const
    await Promise.all(domains.map((domain) => cdp.command(`${domain}.enable`, {}, sessionId)))
    return page
  }

  /** Console messages of level warning or error, what the browser itself had to say, and exceptions: the last 500. */
  get complaints(): readonly string[] {
    return this.#complaints.all
  }

  /** The last 500 URLs that were asked for, oldest first; `data:` URLs are not, since they come from nowhere. */
  get requests(): readonly string[] {
    return this.#requests.all
  }

  /** The origins that were asked for, however many the requests: whoever clears up after the page needs each. */
  get origins(): ReadonlySet<string> {
    return this.#origins
  }

  /** Opens a URL, and waits until it has loaded. */
  async goto(url: string): Promise<void> {
    await Promise.all([this.#next('Page.loadEventFired', `${url} to load`), this.#navigate(url)])
  }

  /** The value of an expression, as JSON carries it; a promise is awaited. */
  async evaluate<T = unknown>(expression: string): Promise<T> {
    const { result, exceptionDetails } = await this.#cdp.command(
      'Runtime.evaluate',
      { expression, awaitPromise: true, returnByValue: true },
      this.#sessionId,
    )
    if (exceptionDetails === undefined) return result.value as T
    throw new PushwrightError('ERR_UNEXPECTED', `The page threw: ${exceptionText(exceptionDetails)}`)
  }

  /** Presses keys one after the other: `ArrowDown`, `Control+Home`, `/`. */
  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.#pressOne(key)
  }

  /** Types a text where the focus is. */
  async type(text: string): Promise<void> {
    await this.#cdp.command('Input.insertText', { text }, this.#sessionId)
  }

  /** Shows the page in another way from now on. */
  async show({ colorScheme = 'light', reducedMotion = false, width = 1280, height = 800 }: Look): Promise<void> {
    const features = [
      { name: 'prefers-color-scheme', value: colorScheme },
      { name: 'prefers-reduced-motion', value: reducedMotion ? 'reduce' : 'no-preference' },
    ]
    await this.#cdp.command('Emulation.setEmulatedMedia', { media: '', features }, this.#sessionId)
    const size = { width, height, deviceScaleFactor: 1, mobile: false } as const
    await this.#cdp.command('Emulation.setDeviceMetricsOverride', size, this.#sessionId)
  }

  /** From the next page on, scripts of pages do not run. */
  async disableScripts(): Promise<void> {
    await this.#cdp.command('Emulation.setScriptExecutionDisabled', { value: true }, this.#sessionId)
  }

  /** What is to be seen, as PNG. */
  async screenshot(): Promise<Buffer> {
    // What is behind another tab is not drawn.
    await this.#cdp.command('Page.bringToFront', {}, this.#sessionId)
    const { data } = await this.#cdp.command('Page.captureScreenshot', { format: 'png' }, this.#sessionId)
    return Buffer.from(data, 'base64')
  }

  /** Forgets what an origin has stored: cookies, workers, subscriptions. */
  async forget(origin: string): Promise<void> {
    await this.#cdp.command('Storage.clearDataForOrigin', { origin, storageTypes: 'all' }, this.#sessionId)
  }

  /** Opens a URL as a new page would: without a name, history, complaints and requests, and without the windows that it has opened. */
  async startOver(url: string): Promise<void> {
    const { targetInfos } = await this.#cdp.command('Target.getTargets', {})
    const opened = targetInfos.filter(({ openerId }) => openerId === this.#targetId)
    await Promise.all(opened.map(({ targetId }) => this.#cdp.command('Target.closeTarget', { targetId })))
    this.#complaints.clear()
    this.#requests.clear()
    this.#origins.clear()
    await this.goto(url)
    await Promise.all([
      this.#cdp.command('Page.resetNavigationHistory', {}, this.#sessionId),
      this.evaluate(`window.name = ''`),
    ])
  }

  /** Ends the workers of an origin, and their subscriptions. That takes a fifth of the time of forgetting all. */
  async endWorkers(origin: string): Promise<void> {
    await this.#cdp.command('Storage.clearDataForOrigin', { origin, storageTypes: 'service_workers' }, this.#sessionId)
  }

  async close(): Promise<void> {
    await this.#cdp.command('Target.closeTarget', { targetId: this.#targetId })
  }

  async #navigate(url: string): Promise<void> {
    const { errorText } = await this.#cdp.command('Page.navigate', { url }, this.#sessionId)
    if (errorText !== undefined) {
      throw new PushwrightError('ERR_UNEXPECTED', `Expected ${url} to open, got ${errorText}.`)
    }
  }

  async #pressOne(name: string): Promise<void> {
    const modifiers = name.startsWith('Control+') ? controlKey : 0
    const key = name.replace(/^Control\+/, '')
    const code = keyCodes[key]
    // A key that writes has a text; Enter writes a carriage return.
    const text = code === undefined ? key : key === 'Enter' ? '\r' : undefined
    const event = { key, code: key, windowsVirtualKeyCode: code ?? key.toUpperCase().charCodeAt(0), modifiers }
    const down = text === undefined ? { type: 'rawKeyDown' as const } : { type: 'keyDown' as const, text }
    await this.#cdp.command('Input.dispatchKeyEvent', { ...event, ...down }, this.#sessionId)
    await this.#cdp.command('Input.dispatchKeyEvent', { ...event, type: 'keyUp' }, this.#sessionId)
  }

  #next(method: CdpEvent['method'], what: string): Promise<void> {
    return Deadline.after(loadTimeout).wait<void>(what, ({ resolve }) =>
      this.#cdp.listen((event) => {
        if (event.method === method && event.sessionId === this.#sessionId) resolve()
      }),
    )
  }

  #note(event: CdpEvent): void {
    switch (event.method) {
      case 'Network.requestWillBeSent':
        this.#noteRequest(event.params.request.url)
        return
      case 'Runtime.exceptionThrown':
        this.#complaints.add(`exception: ${exceptionText(event.params.exceptionDetails)}`)
        return
      case 'Log.entryAdded': {
        const { level, text } = event.params.entry
        if (level === 'warning' || level === 'error') this.#complaints.add(`${level}: ${text}`)
        return
      }
      case 'Runtime.consoleAPICalled': {
        const { type, args } = event.params
        const words = args.map(({ value, description }) => String(value ?? description))
        if (['warning', 'error', 'assert'].includes(type)) this.#complaints.add(`${type}: ${words.join(' ')}`)
      }
    }
  }

  #noteRequest(url: string): void {
    if (url.startsWith('data:')) return
    this.#requests.add(url)
    const origin = URL.parse(url)?.origin
    if (origin !== undefined) this.#origins.add(origin)
  }
}
