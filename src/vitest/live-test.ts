// Registers a live case as a test.
import { type Case, LiveCheck, type SignalTypes, type TestReport } from '../live/index.ts'
import { scopedTarget } from '../scenario/index.ts'
import { renderDiagram } from '../transcript/index.ts'
import type { Decorator } from './decorators/index.ts'
import { test } from './test.ts'

/** How a live case is to be tested. */
export interface LiveTestOptions<Args extends readonly unknown[]> {
  /** The name of the test. Default: that of the case. */
  readonly name?: string
  /** The arguments of the case. */
  readonly args?: Args
  /** What it needs of the target, as for `test.with(...)`. */
  readonly decorators?: readonly Decorator[]
  /** Milliseconds that the test may take. Default: Vitest's, or what a decorator says. */
  readonly timeout?: number
  /** Seed of everything random in it. Default: something else each time. */
  readonly seed?: number
}

/**
 * Registers a test that runs a live case once, on the target of the project. It fails and is skipped as the case is; what the case did
 * and said is annotated if it does not pass.
 *
 * @example
 * ```ts
 * liveTest(pushRoundtrip)
 * liveTest(orderFlow, { args: ['sell'], decorators: [requireFeature(Feature.Topic)] })
 * ```
 */
export function liveTest<S extends SignalTypes, Args extends readonly unknown[]>(
  definition: Case<S, Args>,
  options: LiveTestOptions<Args> = {},
): void {
  const { name = definition.name, args, decorators = [], timeout, seed } = options
  test.with(...decorators)(
    name,
    timeout === undefined ? {} : { timeout },
    async ({ provisioner, signal, annotate, skip }) => {
      const target = scopedTarget(provisioner)
      const live = new LiveCheck({ target, sendReports: false, ...(seed !== undefined && { seed }) })
      const stop = (): void => void live.stop({ grace: 0 })
      signal.addEventListener('abort', stop, { once: true })
      try {
        const report = await live.add(definition).runOnce(args === undefined ? {} : { args })
        if (report.outcome === 'skip') skip(report.reason)
        if (report.outcome === 'pass') return
        await annotate(describe(report), 'live')
        throw errorOf(report)
      } finally {
        signal.removeEventListener('abort', stop)
        await live.stop()
        await target.close()
      }
    },
  )
}

function describe({ outcome, steps, transcript = [] }: TestReport): string {
  const lines = steps.map(({ text, duration }) =>
    duration === undefined ? text : `${text}: ${duration.toFixed(1)} ms`,
  )
  return [outcome, ...lines, renderDiagram(transcript, { last: 50 })].join('\n')
}

/** As it was thrown, as far as a report has it: Vitest shows name, message and stack. */
function errorOf({ outcome, reason, error }: TestReport): Error {
  const { name = outcome, message = reason ?? outcome, stack } = error ?? {}
  return Object.assign(new Error(message), { name }, stack === undefined ? {} : { stack })
}
