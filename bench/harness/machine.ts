// The machine that the figures are of.
import { cpus, loadavg, release, totalmem, type } from 'node:os'

/** What a reader needs to judge figures by. */
export interface Machine {
  readonly cpu: string
  readonly cores: number
  /** Bytes. */
  readonly memory: number
  readonly node: string
  readonly kernel: string
  /** Processes that wanted to run, in the last minute before the benchmarks began. */
  readonly load: number
  /** Date and time, ISO 8601. */
  readonly at: string
}

/** This machine, now. */
export function describeMachine(): Machine {
  const processors = cpus()
  return {
    cpu: processors[0]?.model.trim() ?? 'unknown',
    cores: processors.length,
    memory: totalmem(),
    node: process.version,
    kernel: `${type()} ${release()}`,
    load: Math.round((loadavg()[0] ?? 0) * 10) / 10,
    at: new Date().toISOString(),
  }
}
