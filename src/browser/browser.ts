// What push clients need of a browser, whichever it is.

/** What a user says to a site that asks whether it may show notifications. */
export type PermissionState = 'granted' | 'denied' | 'prompt'

/** A page that is open. */
export interface BrowserPage {
  /** Opens a URL, and waits until it has loaded. */
  goto(url: string): Promise<void>
  /**
   * The value of an expression, as JSON carries it; a promise is awaited, and what has no JSON is `null`.
   *
   * @throws PushwrightError `ERR_UNEXPECTED` with what the page threw.
   */
  evaluate<T = unknown>(expression: string): Promise<T>
  /** What is to be seen, as PNG. */
  screenshot(): Promise<Buffer>
}

/** A part of a browser with cookies, storage, workers and subscriptions of its own, and one page. */
export interface BrowserContext {
  readonly page: BrowserPage
  /** Says whether a site may show notifications, which is what it needs to subscribe. */
  setPermission(origin: string, state: PermissionState): Promise<void>
  /**
   * Opens the page of an origin that may show notifications, as in a new context: nothing is left of what the page opened and stored
   * before.
   *
   * @throws PushwrightError if the browser cannot; then there is only {@link BrowserContext.close}.
   */
  enter(origin: string): Promise<void>
  /** The page is not needed any more: forgets what other contexts could find of what it stored, if they could. */
  leave(): Promise<void>
  /** Closes its pages and forgets what they stored. */
  close(): Promise<void>
}

/** How to start a browser. */
export interface LaunchOptions {
  /** Whether it has no window; default true. */
  readonly headless?: boolean | undefined
  /** Added to the command line. */
  readonly switches?: readonly string[]
  /** Milliseconds; one minute by default. */
  readonly timeout?: number
}

/** A running browser. */
export interface Browser {
  /** Its processes have this group. */
  readonly processGroup: number
  /** What it keeps on disk while it runs. */
  readonly directory: string
  /** What it wrote, the last lines. */
  readonly log: string
  /** Opens a context of its own, whose page is empty. */
  openContext(): Promise<BrowserContext>
  /** Calls when it has ended, also when that was not asked for. */
  onEnd(listener: () => void): void
  /** Ends it at once, with every process it started. Later calls give the same promise. */
  close(): Promise<void>
}
