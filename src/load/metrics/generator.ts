// Watches the process that makes the load: if it is the limit, the figures say nothing about the service.
import { type EventLoopUtilization, monitorEventLoopDelay } from 'node:perf_hooks'
import type { Sample } from './timeline.ts'

/** Milliseconds between two looks at the event loop, which count as no delay. */
const resolution = 10

/** What the process has done since the last look. */
export class GeneratorWatch {
  readonly #delay: ReturnType<typeof monitorEventLoopDelay> = monitorEventLoopDelay({ resolution })
  #use: EventLoopUtilization = performance.eventLoopUtilization()
  #cpu: NodeJS.CpuUsage = process.cpuUsage()
  #at: number = performance.now()

  constructor() {
    this.#delay.enable()
  }

  /** The state since the last time. */
  look(): Omit<Sample, 'active'> {
    const use = performance.eventLoopUtilization()
    const at = performance.now()
    const { user, system } = process.cpuUsage(this.#cpu)
    const sample = {
      loopDelay: this.#delay.count === 0 ? 0 : Math.max(0, this.#delay.percentile(99) / 1e6 - resolution),
      loopUse: performance.eventLoopUtilization(use, this.#use).utilization,
      cpu: (user + system) / 1000 / Math.max(1, at - this.#at),
    }
    this.#delay.reset()
    this.#use = use
    this.#cpu = process.cpuUsage()
    this.#at = at
    return sample
  }

  close(): void {
    this.#delay.disable()
  }
}
