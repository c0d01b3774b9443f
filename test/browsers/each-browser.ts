// The browsers, for tests that hold of each, and how tests do without one that is not installed.
import { beforeEach } from 'vitest'
import {
  type BrowserProgram,
  chromiumProgram,
  findProgram,
  firefoxProgram,
  missingProgram,
} from '../../src/browser/index.ts'

/** For `describe.for`. */
export const eachBrowser = [
  ['firefox', firefoxProgram],
  ['chromium', chromiumProgram],
] as const

/** Skips the tests of a suite where the browser is missing. */
export function skipWithout(program: BrowserProgram): void {
  beforeEach(({ skip }) => skip(findProgram(program) === undefined, missingProgram(program)))
}
