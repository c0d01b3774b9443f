// Matchers for what a push client receives.
import type { Notification, NotificationTarget, PushClient } from '../../client/index.ts'
import { formatDuration, type WaitOptions } from '../../deadline/index.ts'
import { isPushwrightError, type PushwrightError } from '../../errors/index.ts'
import type { MatcherResult, MatcherState } from './matcher.ts'

/** How to wait for a push. */
export interface ReceiveOptions extends WaitOptions {
  /** Only pushes of this channel, subscription or condition. Default: any. */
  readonly on?: NotificationTarget
}

/**
 * Passes when a push comes whose decrypted payload is `expected`, and takes it. Others stay for other expectations.
 *
 * @param expected - Text, a regular expression, bytes, or an object or asymmetric matcher for a JSON payload. Nothing given
 *   means any push, also one without payload.
 */
export async function toReceivePush(
  this: MatcherState,
  client: PushClient,
  expected?: unknown,
  options: ReceiveOptions = {},
): Promise<MatcherResult> {
  const { on, ...wait } = options
  const isMeant = targetOf(on)
  const missed: Notification[] = []
  const matches = (notification: Notification): boolean => {
    if (!isMeant(notification)) return false
    if (fits(this, notification, expected)) return true
    missed.push(notification)
    return false
  }
  try {
    await client.expectNotification(matches, { ...wait, what: told(this, expected) })
    return { pass: true, message: () => `Expected ${client.name} not to receive ${told(this, expected)}, but it did.` }
  } catch (error) {
    if (!isPushwrightError(error, 'ERR_TIMEOUT') && !isPushwrightError(error, 'ERR_CLOSED')) throw error
    const nearest = missed.at(-1)
    return {
      pass: false,
      message: () => `Expected ${client.name} to receive ${told(this, expected)}${ended(error)}${others(this, missed)}`,
      ...(nearest !== undefined && expected !== undefined && { actual: contentOf(nearest, expected), expected }),
    }
  }
}

/** How long to listen for a push that must not come. */
export interface NoPushOptions extends ReceiveOptions {
  /** Milliseconds that pass meanwhile, on the clock of the fixture server where there is one. Default 0. */
  readonly within?: number
}

/** Passes if no push is here or on its way: see `PushClient.expectNone`. */
export async function toReceiveNoPush(
  this: MatcherState,
  client: PushClient,
  options: NoPushOptions = {},
): Promise<MatcherResult> {
  const { on, ...rest } = options
  try {
    await client.expectNone({ ...rest, ...(on === undefined ? {} : { target: on }) })
    return { pass: true, message: () => `Expected ${client.name} to receive a push, but none came.` }
  } catch (error) {
    if (!isPushwrightError(error, 'ERR_UNEXPECTED')) throw error
    return { pass: false, message: () => `${error.message}${others(this, client.notifications)}` }
  }
}

function targetOf(target: NotificationTarget | undefined): (notification: Notification) => boolean {
  if (target === undefined) return () => true
  if (typeof target === 'function') return target
  const channelID = typeof target === 'string' ? target : target.channelID
  return (notification) => notification.channelID === channelID
}

function fits(state: MatcherState, notification: Notification, expected: unknown): boolean {
  if (expected === undefined) return true
  try {
    const content = contentOf(notification, expected)
    return expected instanceof RegExp ? expected.test(content as string) : state.equals(content, expected)
  } catch {
    // What cannot be decrypted or is not JSON is not what was expected; the failure shows it among the others.
    return false
  }
}

/** The payload in the form of what is expected. */
function contentOf(notification: Notification, expected: unknown): unknown {
  if (expected instanceof Uint8Array) return new Uint8Array(notification.bytes())
  if (typeof expected === 'string' || expected instanceof RegExp || isStringMatcher(expected))
    return notification.text()
  return notification.json()
}

/** `expect.stringContaining` and its like look at text, every other asymmetric matcher at JSON. */
function isStringMatcher(expected: unknown): boolean {
  const name = (expected as { toString?(): string } | null)?.toString?.() ?? ''
  return typeof expected === 'object' && /^String/.test(name)
}

function told(state: MatcherState, expected: unknown): string {
  return expected === undefined ? 'a push' : `the push ${state.utils.stringify(expected, undefined, { min: true })}`
}

/** How the wait ended. */
function ended({ code, message, details }: PushwrightError): string {
  return code === 'ERR_TIMEOUT' ? ` within ${formatDuration(details.timeout as number)}.` : `. ${message}`
}

function others(state: MatcherState, notifications: readonly Notification[]): string {
  if (notifications.length === 0) return ' None came.'
  const shown = notifications.slice(-5).map((notification) => `  ${payloadOf(state, notification)}`)
  return `\nPushes that came:\n${shown.join('\n')}`
}

function payloadOf(state: MatcherState, notification: Notification): string {
  try {
    return state.utils.stringify(notification.text())
  } catch (error) {
    return `(${(error as Error).message})`
  }
}
