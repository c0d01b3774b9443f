// Several conversations that run together.
import { Timing } from '../deadline/index.ts'
import { PushwrightError } from '../errors/index.ts'
import { Barrier, Meeting } from './barrier.ts'
import type { Conversation, RunOptions } from './conversation.ts'
import type { ConversationResult } from './result.ts'

/** How several conversations went together. */
export interface ConversationsResult {
  /** Whether all are ok. */
  readonly ok: boolean
  /** In the order of the conversations. */
  readonly results: readonly ConversationResult[]
  /** What went wrong, beginning with the one that failed first. */
  explain(): string
  /** @throws PushwrightError of the one that failed first, unless all are ok. */
  assertOk(): void
}

/** Conversations that run together, see {@link conversations}. */
export class Conversations {
  readonly type = 'conversations'
  readonly #members: readonly Conversation[]

  /** @internal */
  constructor(members: readonly Conversation[]) {
    this.#members = members
  }

  /**
   * Runs them at the same time: all connect, and when all are connected, they begin to send. The first that fails ends the others.
   *
   * @throws PushwrightError `ERR_OPTION` if one cannot be run, `ERR_ABORTED`.
   */
  async run(options: RunOptions = {}): Promise<ConversationsResult> {
    const { timing = new Timing(), captures = {}, clock } = options
    const stop = new AbortController()
    const signal = options.signal === undefined ? stop.signal : AbortSignal.any([stop.signal, options.signal])
    const { runPlan } = await import('./run/run.ts')
    const meeting = new Meeting()
    const ready = new Barrier('all are connected', this.#members.length)
    const failed: ConversationResult[] = []
    const running = this.#members.map(async ({ plan }) => {
      try {
        const result = await runPlan(plan, { timing, captures, clock, meeting, ready, signal })
        if (!result.ok) {
          failed.push(result)
          stop.abort()
        }
        return result
      } catch (error) {
        stop.abort()
        throw error
      }
    })
    const settled = await Promise.allSettled(running)
    const results = settled.map((outcome) => {
      if (outcome.status === 'rejected') throw outcome.reason
      return outcome.value
    })
    const [first] = failed
    if (options.signal?.aborted && first?.failure?.phase === 'aborted') throw first.failure.error
    return {
      ok: failed.length === 0,
      results,
      explain: () => first?.explain() ?? 'All conversations are complete.',
      assertOk: () => first?.assertOk(),
    }
  }
}

/**
 * Conversations that run together and can wait for each other at barriers.
 *
 * @param members - At least one; the same one may come several times.
 *
 * @example
 * ```ts
 * const { results } = await conversations(alice, bob).run()
 * ```
 */
export function conversations(...members: Conversation[]): Conversations {
  if (members.length === 0) throw new PushwrightError('ERR_OPTION', 'Expected at least one conversation, got none.')
  return new Conversations(members)
}
