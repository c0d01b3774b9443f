// One test of a case, as it travels: from who triggers it to who runs it.
import { isShallow } from '../json/index.ts'

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
  /** As JSON can carry them, nested 100 deep at most. Empty where only the headers of a request are known. */
  readonly args: readonly unknown[]
}

/** Characters of an id. */
export const maxIdLength = 128

/** Whether text can be an id. */
export function isTestId(text: string): boolean {
  return text.length > 0 && text.length <= maxIdLength
}

/** Arrays and objects of arguments that can be inside of each other, the list of arguments being the first. */
export const mostLevels = 100

/** Whether something can be the arguments of a test. */
export function isArgs(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && isShallow(value, mostLevels)
}
