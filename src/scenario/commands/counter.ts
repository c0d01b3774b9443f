// Counts something.
import { Command } from '../command.ts'

/** Reports that something of the scenario's own happened, as `counter:NAME`. */
export function counter(name: string, count = 1): Command<void> {
  return new Command('counter', ({ recorder }) => recorder.counted(`counter:${name}`, count))
}
