// Whose turn it is, of several processes on NATS: one makes the fake requests of a case, and the others see that it does.
import { randomUUID } from 'node:crypto'
import type { Nats } from '../../nats/index.ts'
import type { LiveSubjects } from './live-subjects.ts'

/** The last turn that somebody took. */
interface Turn {
  /** 0 if nobody ever did. */
  readonly sequence: number
  readonly holder?: string
}

/**
 * A turn is the one message of its subject; to take it is to replace the message that was seen, which the server lets one process do.
 * Who took the last turn takes the next one. Another process does if nobody took one from its last question to this one, which is
 * a whole pace by its own clock: no clocks are compared, and nothing has to be renewed in between.
 */
export class NatsTurns {
  readonly #nats: Nats
  readonly #subjects: LiveSubjects
  readonly #holder = randomUUID()
  /** By case: the last turn when this process asked before. */
  readonly #seen = new Map<string, number>()
  /** By case: the turn that this process took last. */
  readonly #held = new Map<string, number>()

  constructor(nats: Nats, subjects: LiveSubjects) {
    this.#nats = nats
    this.#subjects = subjects
  }

  /** Whether the turn of a case is this process's now. */
  async take(caseName: string): Promise<boolean> {
    const { sequence, holder } = await this.#last(caseName)
    const isSilent = sequence === this.#seen.get(caseName)
    this.#seen.set(caseName, sequence)
    if (sequence !== 0 && holder !== this.#holder && !isSilent) return false
    try {
      const expect = { lastSubjectSequence: sequence }
      const { seq } = await this.#nats.client.publish(this.#subjects.turn(caseName), this.#holder, { expect })
      this.#held.set(caseName, seq)
      return true
    } catch (error) {
      // Somebody else was a bit faster.
      if (this.#isOvertaken(error)) return false
      throw error
    }
  }

  /** Gives the turns back, so that others need not find out that this process is gone. */
  async release(): Promise<void> {
    const turns = [...this.#held.values()]
    // One that somebody else has taken over is there no more.
    await Promise.allSettled(
      turns.map((turn) => this.#nats.manager.streams.deleteMessage(this.#subjects.turnStream, turn)),
    )
  }

  async #last(caseName: string): Promise<Turn> {
    const query = { last_by_subj: this.#subjects.turn(caseName) }
    const message = await this.#nats.manager.streams.getMessage(this.#subjects.turnStream, query)
    return message === null ? { sequence: 0 } : { sequence: message.seq, holder: message.string() }
  }

  #isOvertaken(error: unknown): boolean {
    const { JetStreamApiError, JetStreamApiCodes } = this.#nats.jetstream
    return error instanceof JetStreamApiError && error.code === JetStreamApiCodes.StreamWrongLastSequence
  }
}
