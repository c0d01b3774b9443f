// The cells that are run each time: one fault of each kind, and each phase at least once.
import type { FaultPhase } from './phases.ts'

/** Names of a fault and of a phase. */
export const shortForm: readonly (readonly [fault: string, phase: FaultPhase])[] = [
  ['refuses', 'health probe'],
  ['TLS: unknown authority', 'discovery'],
  ['accepts and is silent', 'initialise'],
  ['notification: lose', 'setup'],
  ['post: hang', 'test'],
  ['connect: reset', 'teardown'],
  ['hangs', 'finalise'],
  ['throws nothing', 'discovery'],
  ['leap ahead', 'setup'],
  ['is a web server', 'report'],
  ['fill the disk', 'report'],
  ['SIGKILL to the worker', 'test'],
  ['SIGTERM to the runner', 'setup'],
  ['SIGKILL to the runner', 'teardown'],
]
