// What a probe says: whether a quirk or a feature is there, and what it saw.
import type { ProbeKit } from './probe-kit.ts'

/** What was seen of a quirk or a feature. */
export interface Observation {
  /** `unknown` if what was seen allows no conclusion. */
  readonly state: 'present' | 'absent' | 'unknown'
  /** What was seen, in one sentence. */
  readonly seen: string
}

/** Finds out whether a service has a quirk or a feature. */
export type Probe = (kit: ProbeKit) => Promise<Observation>

/** Either how to find out, or why nobody can from outside. */
export type Probing =
  | { readonly probe: Probe; readonly notProbed?: undefined }
  | { readonly probe?: undefined; readonly notProbed: string }

/** The service has it, or does not; `seen` is the sentence that says why. */
export function judge(isPresent: boolean, seen: string): Observation {
  return { state: isPresent ? 'present' : 'absent', seen }
}

/** What was seen allows no conclusion, and why. */
export function unknown(seen: string): Observation {
  return { state: 'unknown', seen }
}
