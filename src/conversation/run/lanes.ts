// What a run has to do beside reading: several sequences of actions at once.
import { isPushwrightError, PushwrightError } from '../../errors/index.ts'
import type { Action } from '../actions.ts'
import type { Barrier } from '../barrier.ts'
import type { FailedTrigger, FailurePhase } from '../result.ts'
import { type Occasion, perform, type Stage, waitAt } from './perform.ts'

/** Things to do one after the other. */
interface Lane {
  readonly phase: 'send' | 'request' | 'trigger'
  readonly actions: readonly Action[]
  readonly occasion: Occasion
  /** The first that is not done. */
  next: number
}

/** What lanes tell their run. */
export interface LaneSink {
  fail(phase: FailurePhase, error: unknown): void
  /** Something ended; perhaps it was the last. */
  onEnd(): void
}

/** All sequences of a run, and what they started. */
export class Lanes {
  readonly failedTriggers: FailedTrigger[] = []
  readonly #stage: Stage
  readonly #sink: LaneSink
  /** What all must have reached before the plan's own messages and requests are sent. */
  readonly #ready: Barrier | undefined
  readonly #lanes: Lane[] = []
  readonly #work = new Set<Promise<void>>()

  constructor(stage: Stage, sink: LaneSink, ready: Barrier | undefined) {
    this.#stage = stage
    this.#sink = sink
    this.#ready = ready
  }

  /** Begins the plan's messages or requests. */
  begin(phase: 'send' | 'request', actions: readonly Action[]): void {
    if (actions.length > 0) this.#start({ phase, actions, occasion: {}, next: 0 })
  }

  /** Pulls triggers, one after the other. */
  pull(actions: readonly Action[], occasion: Occasion): void {
    if (actions.length > 0) this.#start({ phase: 'trigger', actions, occasion, next: 0 })
  }

  /** Counts work among what must end before the run does. */
  track(work: Promise<unknown>): void {
    const tracked = work
      .then(
        () => {},
        (error) => {
          if (!this.#stage.signal.aborted) this.#sink.fail('trigger', error)
        },
      )
      .then(() => {
        this.#work.delete(tracked)
        this.#sink.onEnd()
      })
    this.#work.add(tracked)
  }

  /** A trigger could not do what it should. */
  failTrigger(action: Action, { of }: Occasion, error: unknown): void {
    if (of !== undefined) this.failedTriggers.push({ action, of, error })
    this.#sink.fail('trigger', error)
  }

  /** Whether everything has ended. */
  get areDone(): boolean {
    return this.#work.size === 0
  }

  /** Whether messages of the plan are still to be sent. */
  get areSending(): boolean {
    return this.#lanes.some(({ phase, next, actions }) => phase === 'send' && next < actions.length)
  }

  /** What was not done. */
  get unsent(): Action[] {
    return this.#lanes.flatMap(({ actions, next }) => actions.slice(next))
  }

  /** Waits until everything has ended; whoever asks has ended the stage's lifetime. */
  async settled(): Promise<void> {
    while (this.#work.size > 0) await Promise.all(this.#work)
  }

  #start(lane: Lane): void {
    this.#lanes.push(lane)
    this.track(this.#walk(lane))
  }

  async #walk(lane: Lane): Promise<void> {
    const { actions, occasion, phase } = lane
    try {
      if (phase !== 'trigger') await this.#passBarrier(this.#ready)
      for (; lane.next < actions.length; lane.next++) {
        const action = actions[lane.next] as Action
        const doing = perform(this.#stage, action, occasion)
        if (doing !== undefined) await doing
        // A trigger reaches a barrier and goes on; between messages it is waited for.
        if (phase === 'send' && typeof action !== 'function' && action.type === 'barrier')
          await this.#passBarrier(action)
      }
    } catch (error) {
      this.#onError(lane, error)
    }
  }

  async #passBarrier(barrier: Barrier | undefined): Promise<void> {
    if (barrier !== undefined && !this.#stage.meeting.isOpen(barrier)) await waitAt(this.#stage, barrier)
  }

  #onError(lane: Lane, error: unknown): void {
    // The run is over; whatever waited was told so.
    if (this.#stage.signal.aborted) return
    if (lane.phase !== 'trigger') {
      this.#sink.fail(lane.phase, error)
      return
    }
    this.failTrigger(lane.actions[lane.next] as Action, lane.occasion, error)
    lane.next++
  }
}

/** An error of ours, whatever a callback threw. */
export function asPushwrightError(error: unknown): PushwrightError {
  if (isPushwrightError(error)) return error
  return new PushwrightError('ERR_UNEXPECTED', error instanceof Error ? error.message : String(error), { cause: error })
}
