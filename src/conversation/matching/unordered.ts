// Frames may come in any order: a maximum matching of frames and expectations, kept up as each frame comes.
import type { ReceivedFrame } from '../frame.ts'
import type { ExpectedResponse } from '../response.ts'
import { countMissing, type Matching, type Place, placeOf, type Seat, seatOf } from './matching.ts'

/**
 * A frame goes to the expectation with the most conditions that it fits and that has room, first registered first. If all are
 * full, frames that fit elsewhere move (an augmenting path, as in Kuhn's algorithm for bipartite matching), so that an
 * expectation never misses its frame because another took it first. Frames with which something was done stay.
 *
 * A frame that fits nowhere when it comes fits nowhere later: augmenting never empties a place. Required places are
 * filled before optional ones, and for the same reason stay filled. @internal
 */
export class UnorderedMatching implements Matching {
  readonly seats: readonly Seat[]
  missing: number
  /** In the order in which frames try them. */
  readonly #byPreference: readonly Seat[]
  /** For frames that fit more than one expectation: which. */
  readonly #fits = new Map<ReceivedFrame, readonly Seat[]>()

  constructor(responses: readonly ExpectedResponse[]) {
    this.seats = responses.map(seatOf)
    this.#byPreference = this.seats.toSorted((a, b) => b.response.specificity - a.response.specificity)
    this.missing = countMissing(this.seats)
  }

  add(frame: ReceivedFrame): readonly Place[] {
    const seats = this.#byPreference.filter(({ response }) => response.fits(frame))
    if (seats.length === 0) return []
    this.#fits.set(frame, seats)
    const changed: Place[] = []
    if (this.missing > 0 && this.#place(frame, 'min', new Set(), changed)) this.missing--
    else this.#place(frame, 'max', new Set(), changed)
    return changed
  }

  settle(place: Place): void {
    place.isFinal = true
  }

  #place(frame: ReceivedFrame, limit: 'min' | 'max', visited: Set<Seat>, changed: Place[]): boolean {
    const seats = this.#fits.get(frame) as readonly Seat[]
    // First without moving anyone.
    for (const seat of seats) {
      if (seat.places.length >= seat.response.count[limit]) continue
      const place = placeOf(seat, frame)
      seat.places.push(place)
      changed.push(place)
      return true
    }
    for (const seat of seats) {
      if (visited.has(seat)) continue
      visited.add(seat)
      for (const place of seat.places) {
        if (place.isFinal || !this.#place(place.frame, limit, visited, changed)) continue
        place.frame = frame
        changed.push(place)
        return true
      }
    }
    return false
  }
}
