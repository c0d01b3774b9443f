// Everything that a status page shows, as plain data.
import { renderDiagram } from '../../transcript/index.ts'
import type { Problem } from '../health/case-event.ts'
import type { CaseStatus } from '../health/case-record.ts'
import type { LiveCheck } from '../live-check.ts'

/** The state of a live check. */
export interface StatusRecord {
  readonly name: string
  /** The process. */
  readonly source: string
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly healthy: boolean
  readonly problems: Readonly<Record<Problem, number>>
  readonly cases: readonly (CaseStatus & {
    /** What was said in the last failure, drawn as text. */
    readonly diagram?: string
  })[]
}

/** Looks at a live check. */
export function statusOf(live: LiveCheck): StatusRecord {
  const { name, source, healthy, problems, status } = live
  const cases = status.map((one) => {
    const { transcript } = one.lastFailure ?? {}
    return transcript === undefined ? one : { ...one, diagram: renderDiagram(transcript) }
  })
  return { name, source, at: Date.now(), healthy, problems, cases }
}
