// Matcher for conversations.
import type {
  Conversation,
  ConversationResult,
  Conversations,
  ConversationsResult,
  RunOptions,
} from '../../conversation/index.ts'
import { PushwrightError } from '../../errors/index.ts'
import { currentEnvironment } from '../current.ts'
import type { MatcherResult, MatcherState } from './matcher.ts'

/** What can complete: something to run, or the result of a run. */
export type Completable = Conversation | Conversations | ConversationResult | ConversationsResult

/**
 * Runs one or several conversations, and passes if they complete; takes a result as well. Timeouts are scaled as those of
 * the target.
 */
export async function toComplete(
  this: MatcherState,
  actual: Completable,
  options: RunOptions = {},
): Promise<MatcherResult> {
  const result = await resultOf(actual, options)
  return {
    pass: result.ok,
    message: () => (this.isNot ? 'Expected the conversation not to complete, but it did.' : result.explain()),
  }
}

async function resultOf(actual: Completable, options: RunOptions): Promise<ConversationResult | ConversationsResult> {
  if (typeof actual === 'object' && actual !== null) {
    if ('explain' in actual) return actual
    const timing = currentEnvironment()?.provisioner?.timing
    if ('run' in actual) return actual.run({ ...(timing && { timing }), ...options })
  }
  throw new PushwrightError('ERR_OPTION', `Expected a conversation or its result, got ${String(actual)}.`)
}
