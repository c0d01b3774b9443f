// What every test here needs: a fixture server, a Firefox that has it for its push service, and an application server.
import { expect } from 'vitest'
import {
  type BrowserPage,
  Firefox,
  FirefoxProfile,
  type PermissionState,
  RefusingProxy,
} from '../../src/browser/index.ts'
import {
  ApplicationServer,
  FixtureServer,
  type FixtureServerOptions,
  type PublicSubscriptionKeys,
  type Push,
} from '../../src/core.ts'
import { PageHost, type Report } from './page-host.ts'

/** A subscription of a page, as its `toJSON()` gives it. */
export interface PageSubscription {
  readonly endpoint: string
  readonly keys: PublicSubscriptionKeys
}

/** A site that the browser has open, in a user context of its own. */
export class Visit {
  readonly host: PageHost
  readonly #page: BrowserPage
  readonly #permit: (state: PermissionState) => Promise<void>

  constructor(host: PageHost, page: BrowserPage, permit: (state: PermissionState) => Promise<void>) {
    this.host = host
    this.#page = page
    this.#permit = permit
  }

  /** `pushManager.subscribe()`. */
  async subscribe(applicationServerKey?: string): Promise<PageSubscription> {
    return (await this.#page.evaluate(
      `page.subscribe(${JSON.stringify(applicationServerKey ?? null)})`,
    )) as PageSubscription
  }

  /** `subscription.unsubscribe()`. */
  async unsubscribe(): Promise<boolean> {
    return (await this.#page.evaluate('page.unsubscribe()')) === true
  }

  /** `pushManager.getSubscription()`. */
  async subscription(): Promise<PageSubscription | null> {
    return (await this.#page.evaluate('page.subscription()')) as PageSubscription | null
  }

  /** Allows or forbids notifications. */
  permit(state: PermissionState): Promise<void> {
    return this.#permit(state)
  }

  /** What the service worker got next. */
  nextReport(): Promise<Report> {
    return this.host.nextReport()
  }
}

/** Closes everything it has opened, the youngest first. */
export class Stage {
  readonly server: FixtureServer
  readonly applicationServer: ApplicationServer = new ApplicationServer()
  readonly #program: string
  readonly #profile: FirefoxProfile
  readonly #closers: (() => Promise<unknown>)[]
  #firefox: Firefox | undefined

  private constructor(
    parts: { server: FixtureServer; program: string; profile: FirefoxProfile },
    closers: (() => Promise<unknown>)[],
  ) {
    this.server = parts.server
    this.#program = parts.program
    this.#profile = parts.profile
    this.#closers = closers
    closers.push(
      () => this.applicationServer.close(),
      async () => this.#firefox?.close(),
    )
  }

  /** Starts all of it; nothing is left if that fails. */
  static async open(program: string, options: FixtureServerOptions = {}): Promise<Stage> {
    const closers: (() => Promise<unknown>)[] = []
    try {
      // The tests count messages in the transcript, so nothing may drop out of it.
      const server = await FixtureServer.start({ transcriptLimit: 100_000, ...options })
      closers.push(() => server.close())
      const proxy = await RefusingProxy.start()
      closers.push(() => proxy.close())
      const profile = await FirefoxProfile.create({ pushUrl: server.url, proxyPort: proxy.port })
      closers.push(() => profile.remove())
      const stage = new Stage({ server, program, profile }, closers)
      await stage.launch()
      return stage
    } catch (error) {
      await closeAll(closers)
      throw error
    }
  }

  get firefox(): Firefox {
    if (this.#firefox === undefined) throw new Error('Expected Firefox to run; call launch().')
    return this.#firefox
  }

  /** Starts Firefox, again with the same profile if it ran before. */
  async launch(): Promise<void> {
    this.#firefox = await Firefox.launch(this.#program, this.#profile)
  }

  /** Opens the page, at an origin and in a user context of its own, with the permission to show notifications. */
  async visit(): Promise<Visit> {
    const { firefox } = this
    const host = await PageHost.start()
    this.#closers.push(() => host.close())
    const context = await firefox.openContext()
    const permit = (state: PermissionState): Promise<void> => context.setPermission(host.origin, state)
    await permit('granted')
    await context.page.goto(host.url)
    return new Visit(host, context.page, permit)
  }

  /** The messages of a type that the server got, oldest first. */
  received(messageType: string): Record<string, unknown>[] {
    return this.server.transcript.events
      .filter(({ kind, direction }) => kind === 'frame' && direction === 'received')
      .map(({ text }) => JSON.parse(text ?? '{}') as Record<string, unknown>)
      .filter((message) => message.messageType === messageType)
  }

  /** Waits until the server has got a message of this type after the first `count`. */
  async receives(messageType: string, count: number): Promise<Record<string, unknown>> {
    const next = (): Record<string, unknown> | undefined => this.received(messageType)[count]
    await expect.poll(next, { timeout: 30_000, message: `a ${messageType} from Firefox` }).toBeDefined()
    return next() ?? {}
  }

  /** Waits for a push to this subscription that has been acknowledged, and has been nacked if that is wanted. */
  acknowledged({ endpoint }: PageSubscription, options: { nacked?: boolean } = {}): Promise<Push> {
    const path = new URL(endpoint).pathname
    return this.server.waitForPush(
      (push) => push.path === path && push.ackCode !== undefined && (push.nackCode !== undefined || !options.nacked),
      { timeout: 30_000 },
    )
  }

  async close(): Promise<void> {
    await closeAll(this.#closers)
  }
}

/** Goes on after a failure, and fails with the first. */
async function closeAll(closers: (() => Promise<unknown>)[]): Promise<void> {
  const failures: unknown[] = []
  for (const close of closers.splice(0).reverse()) await close().catch((error: unknown) => failures.push(error))
  if (failures.length > 0) throw failures[0]
}
