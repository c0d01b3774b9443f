// Frames must fulfil the expectations in the order of the plan: follows every way to read what came, as a regular expression would.
import type { ReceivedFrame } from '../frame.ts'
import type { ExpectedResponse } from '../response.ts'
import { countMissing, type Matching, type Place, placeOf, type Seat, seatOf } from './matching.ts'

/** A way to read the frames so far: a chain of the frames that were taken, newest first. */
interface Reading {
  /** The seat that the newest frame is in, and its place there. */
  readonly position: number
  readonly place: number
  readonly frame: ReceivedFrame | undefined
  readonly previous: Reading | undefined
  /** How many frames are taken. */
  readonly length: number
}

/**
 * Keeps one reading for each point that can be reached, the one that leaves the fewest frames out, and shows the reading that
 * is farthest. So `atLeast(1)` before a specific expectation does not swallow the frame of the latter. @internal
 */
export class OrderedMatching implements Matching {
  readonly seats: readonly Seat[]
  missing: number
  readonly #mayLeaveOut: boolean
  #readings: readonly Reading[] = [{ position: 0, place: -1, frame: undefined, previous: undefined, length: 0 }]

  /** @param gaps - Whether frames that fit nowhere are left `out`, or are `none`: each must be taken. */
  constructor(responses: readonly ExpectedResponse[], gaps: 'out' | 'none') {
    this.seats = responses.map(seatOf)
    this.missing = countMissing(this.seats)
    this.#mayLeaveOut = gaps === 'out'
  }

  add(frame: ReceivedFrame): readonly Place[] {
    const fits = this.seats.map(({ response }) => response.fits(frame))
    if (!fits.includes(true)) return []
    const reached = new Map<string, Reading>()
    const keep = (reading: Reading): void => {
      const key = `${reading.position} ${this.#capped(reading)}`
      if ((reached.get(key)?.length ?? -1) < reading.length) reached.set(key, reading)
    }
    if (this.#mayLeaveOut || !frame.isMessage) for (const reading of this.#readings) keep(reading)
    let isTaken = false
    for (const reading of this.#readings) {
      for (const next of this.#continuations(reading, frame, fits)) {
        keep(next)
        isTaken = true
      }
    }
    if (!isTaken) return []
    this.#readings = [...reached.values()]
    return this.#show(this.#readings.reduce(farther))
  }

  settle(place: Place): void {
    const position = this.seats.indexOf(place.seat)
    const index = place.seat.places.indexOf(place)
    // Another reading may have turned out better, and has no such place.
    if (place.isFinal || index === -1) return
    place.isFinal = true
    this.#readings = this.#readings.filter((reading) => {
      for (let step: Reading | undefined = reading; step !== undefined; step = step.previous) {
        if (step.position === position && step.place === index && step.frame === place.frame) return true
      }
      return false
    })
  }

  /** Where the frame can go next: the same seat while it has room, or one behind that only optional ones are before. */
  *#continuations(reading: Reading, frame: ReceivedFrame, fits: readonly boolean[]): Generator<Reading> {
    const { length } = reading
    for (let position = reading.position; position < this.seats.length; position++) {
      const { min, max } = (this.seats[position] as Seat).response.count
      const taken = position === reading.position ? reading.place + 1 : 0
      if (fits[position] && taken < max) yield { position, place: taken, frame, previous: reading, length: length + 1 }
      if (taken < min) return
    }
  }

  /** Beyond its minimum, an expectation without an end is always in the same state. */
  #capped({ position, place }: Reading): number {
    const { min, max } = (this.seats[position] as Seat).response.count
    return Number.isFinite(max) ? place : Math.min(place, min)
  }

  #show(best: Reading): readonly Place[] {
    const changed: Place[] = []
    const counts = new Array<number>(this.seats.length).fill(0)
    const steps: Reading[] = []
    for (let step: Reading | undefined = best; step?.frame !== undefined; step = step.previous) steps.push(step)
    for (const { position, place: index, frame } of steps.reverse()) {
      const seat = this.seats[position] as Seat
      const place = seat.places[index]
      counts[position] = index + 1
      if (place?.frame === frame) continue
      if (place === undefined) seat.places.push(placeOf(seat, frame as ReceivedFrame))
      else place.frame = frame as ReceivedFrame
      changed.push(seat.places[index] as Place)
    }
    this.seats.forEach((seat, position) => {
      seat.places.length = counts[position] as number
    })
    this.missing = countMissing(this.seats)
    return changed
  }
}

function farther(best: Reading, other: Reading): Reading {
  if (other.position !== best.position) return other.position > best.position ? other : best
  if (other.place !== best.place) return other.place > best.place ? other : best
  return other.length > best.length ? other : best
}
