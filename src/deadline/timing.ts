// The budget of one environment: a default timeout and the factor by which every timeout is multiplied.
import { Deadline, type WaitObserver, type WaitOptions } from './deadline.ts'

/** How patient to be. */
export interface TimingOptions {
  /** The budget of a wait that names none, in milliseconds, before scaling. Default 5000. */
  timeout?: number
  /** Multiplies every timeout, the default and given ones. Default 1. */
  scale?: number
}

/**
 * Makes deadlines, and is the only place where timeouts are scaled.
 *
 * @example
 * ```ts
 * const timing = new Timing({ timeout: 5000, scale: 2 })
 * timing.deadline().timeout // 10000
 * timing.deadline({ timeout: 100 }).timeout // 200
 * ```
 */
export class Timing {
  /** The default budget in milliseconds, before scaling. */
  readonly timeout: number
  readonly scale: number

  constructor(options: TimingOptions = {}) {
    this.timeout = options.timeout ?? 5000
    this.scale = options.scale ?? 1
  }

  /** A deadline that starts now: `options.timeout`, or the default budget, times the scale. */
  deadline(options: WaitOptions = {}, observer?: WaitObserver): Deadline {
    const { timeout = this.timeout, signal } = options
    return Deadline.after(timeout * this.scale, { signal, ...(observer && { observer }) })
  }
}
