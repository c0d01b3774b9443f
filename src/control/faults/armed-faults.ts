// The faults that came in by the control API, with numbers to ask for them by.
import { PushwrightError } from '../../errors/index.ts'
import type { ArmedFault, FixtureServer } from '../../fixture/index.ts'
import { RequestError } from '../http/problem.ts'
import type { FaultOrder } from './read-fault.ts'

/** A fault as data. */
export interface FaultState {
  readonly id: number
  /** Such as "next 3 notification: duplicate". */
  readonly text: string
  /** How often it will strike yet. */
  readonly left: number | 'always'
  /** How often it has struck. */
  readonly fired: number
}

/** A bounded list of faults. Those that are spent are kept too, until there are too many. */
export class ArmedFaults {
  readonly #server: FixtureServer
  readonly #limit: number
  readonly #faults = new Map<number, ArmedFault>()
  #made = 0

  constructor(server: FixtureServer, limit: number) {
    this.#server = server
    this.#limit = limit
  }

  /** All, oldest first. */
  get states(): FaultState[] {
    return Array.from(this.#faults.keys(), (id) => this.state(id))
  }

  /** @throws RequestError `ERR_NOT_FOUND` */
  state(id: number): FaultState {
    const { text, left, fired } = this.#get(id)
    return { id, text, left: Number.isFinite(left) ? left : 'always', fired }
  }

  /** Arms one. @throws PushwrightError `ERR_LIMIT` */
  arm(order: FaultOrder): FaultState {
    this.#makeRoom()
    const { event, kind, times, target, values } = order
    const { faults } = this.#server
    const strike = times === 'always' ? faults.each(event, target) : faults.next(times, event, target)
    // The order was read by the schema of this event and kind, which fits the method.
    const methods = strike as unknown as Readonly<Record<string, (...values: readonly unknown[]) => ArmedFault>>
    const id = ++this.#made
    this.#faults.set(id, (methods[kind] as (typeof methods)[string])(...values))
    return this.state(id)
  }

  /** Disarms one and forgets it. @throws RequestError `ERR_NOT_FOUND` */
  cancel(id: number): void {
    this.#get(id).cancel()
    this.#faults.delete(id)
  }

  /** Disarms and forgets all, those of other origin too. */
  clear(): void {
    this.#server.faults.clear()
    this.#faults.clear()
  }

  #get(id: number): ArmedFault {
    const fault = this.#faults.get(id)
    if (fault === undefined) throw new RequestError('ERR_NOT_FOUND', 'There is no fault of this number.')
    return fault
  }

  #makeRoom(): void {
    if (this.#faults.size < this.#limit) return
    for (const [id, { left }] of this.#faults) if (left === 0) this.#faults.delete(id)
    if (this.#faults.size < this.#limit) return
    throw new PushwrightError('ERR_LIMIT', `Expected at most ${this.#limit} faults to wait; delete some first.`)
  }
}
