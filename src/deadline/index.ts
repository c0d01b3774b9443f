export { Deadline, type Settle, type WaitObserver, type WaitOptions } from './deadline.ts'
export { type Duration, formatDuration, parseDuration } from './duration.ts'
export { readRetryAfter } from './retry-after.ts'
export { Timing, type TimingOptions } from './timing.ts'
