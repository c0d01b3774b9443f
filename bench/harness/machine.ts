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
    at: new Date().toISOString(),
  }
}

/** Processes that wanted to run, in the last minute. */
export function loadOfMachine(): number {
  return Math.round((loadavg()[0] ?? 0) * 10) / 10
}
