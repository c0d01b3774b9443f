// How much work a benchmark does: all of it for the report, less for a quick look.

/** Scales rounds and amounts. */
export class Effort {
  readonly #rounds: number | undefined
  readonly #share: number

  /** @param options - `rounds` instead of the usual ones; `share` of the usual amounts, default 1. */
  constructor({ rounds, share = 1 }: { rounds?: number; share?: number } = {}) {
    this.#rounds = rounds
    this.#share = share
  }

  /** How often each side takes its turn. */
  rounds(usual: number): number {
    return this.#rounds ?? usual
  }

  /** How many clients, messages or tests. */
  amount(usual: number): number {
    return Math.max(1, Math.round(usual * this.#share))
  }
}
