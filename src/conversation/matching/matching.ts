// Which frame fulfils which expectation: what the two ways of deciding that have in common.
import type { ReceivedFrame } from '../frame.ts'
import type { ExpectedResponse } from '../response.ts'

/** One expectation in one run, and the frames that it has been given so far. @internal */
export interface Seat {
  readonly response: ExpectedResponse
  /** Its frames; the first `min` of these are required, there may be `max`. */
  readonly places: Place[]
}

/** One frame of an expectation: another frame may take it later, as long as nothing that was read from this one is in use. @internal */
export interface Place {
  readonly seat: Seat
  frame: ReceivedFrame
  /** Something of this frame was used, so it must stay. */
  isFinal: boolean
  /** Its triggers have been pulled. */
  isTriggered: boolean
}

/** Assigns frames to expectations as they come. @internal */
export interface Matching {
  readonly seats: readonly Seat[]
  /** How many frames are still needed. */
  readonly missing: number
  /** Decides again with one more frame. Returns every place that has another frame than before; none if the frame fits nowhere. */
  add(frame: ReceivedFrame): readonly Place[]
  /** Lets the frame of a place stay there from now on. */
  settle(place: Place): void
}

/** @internal */
export function seatOf(response: ExpectedResponse): Seat {
  return { response, places: [] }
}

/** @internal */
export function placeOf(seat: Seat, frame: ReceivedFrame): Place {
  return { seat, frame, isFinal: false, isTriggered: false }
}

/** Frames that are still needed. @internal */
export function countMissing(seats: readonly Seat[]): number {
  return seats.reduce((sum, { response, places }) => sum + Math.max(0, response.count.min - places.length), 0)
}
