// Matcher for how a connection ended.
import type { CloseDetails, PushClient } from '../../client/index.ts'
import type { WaitOptions } from '../../deadline/index.ts'
import { isPushwrightError } from '../../errors/index.ts'
import type { MatcherResult, MatcherState } from './matcher.ts'

/** Passes when the connection of the client ends, now or within the timeout, with this code and reason if given. */
export async function toBeClosed(
  this: MatcherState,
  client: PushClient,
  expected: Partial<CloseDetails> = {},
  options: WaitOptions = {},
): Promise<MatcherResult> {
  try {
    const actual = await client.expectClose(options)
    const pass = Object.entries(expected).every(([name, value]) => actual[name as keyof CloseDetails] === value)
    const message = (): string =>
      `Expected ${client.name} ${this.isNot ? 'not ' : ''}to be closed with ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}.`
    return { pass, actual, expected: { ...actual, ...expected }, message }
  } catch (error) {
    if (!isPushwrightError(error, 'ERR_TIMEOUT')) throw error
    return { pass: false, message: () => `Expected ${client.name} to be closed, but it is open. ${error.message}` }
  }
}
