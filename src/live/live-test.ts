// One test of a case, as it travels: from who triggers it to who runs it.

/** A test. */
export interface LiveTest {
  /** 1 to 128 characters. */
  readonly id: string
  /** The name of its case. */
  readonly case: string
  /** Milliseconds since the epoch, by the clock of who triggered it. */
  readonly issuedAt: number
  /** Milliseconds since the epoch. Later it is not begun any more. */
  readonly expiresAt: number
  /** Empty where only the headers of a request are known. */
  readonly args: readonly unknown[]
}

/** Characters of an id. */
export const maxIdLength = 128

/** Whether text can be an id. */
export function isTestId(text: string): boolean {
  return text.length > 0 && text.length <= maxIdLength
}
