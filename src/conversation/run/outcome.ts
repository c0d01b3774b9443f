// Sums up which expectation had which frames.
import type { ReceivedFrame } from '../frame.ts'
import type { Matching } from '../matching/matching.ts'
import type { ExpectedResponse } from '../response.ts'
import type { RunRecord } from '../result.ts'

/** What became of expectations and frames. */
export function outcomeOf(
  { seats }: Matching,
  frames: readonly ReceivedFrame[],
): Pick<RunRecord, 'expected' | 'pending' | 'unexpected' | 'frames' | 'matches'> {
  const matches = new Map<ExpectedResponse, ReceivedFrame[]>()
  const taken = new Set<ReceivedFrame>()
  for (const { response, places } of seats) {
    const mine = matches.get(response) ?? []
    matches.set(response, mine)
    for (const { frame } of places) {
      mine.push(frame)
      taken.add(frame)
    }
  }
  return {
    frames,
    matches,
    expected: seats.length,
    pending: seats.filter(({ response, places }) => places.length < response.count.min).map(({ response }) => response),
    unexpected: frames.filter((frame) => frame.isMessage && !taken.has(frame)),
  }
}
