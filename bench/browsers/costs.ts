// What the tests of this folder leave for the bench. Times are milliseconds.

export interface Costs {
  /** When the first test had its client, by `Date.now()`. */
  firstTestAt: number
  /** For one test, round by round: with a client of its own, and with one that is open already. */
  readonly whole: number[]
  readonly work: number[]
}
