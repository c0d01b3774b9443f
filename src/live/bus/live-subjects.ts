// The subjects and streams of one live check on NATS.
import { createHash } from 'node:crypto'

/** Their names. */
export interface LiveSubjects {
  readonly testStream: string
  readonly signalStream: string
  readonly reportStream: string
  readonly turnStream: string
  readonly report: string
  /** Of pending tests of a case; `*` for all. */
  test(caseName: string): string
  /** Of whose turn it is to make the fake requests of a case; `*` for all. */
  turn(caseName: string): string
  /** Of signals with a key; `*` for all of all cases. */
  signal(caseName: string, key?: string): string
}

/** @param name - Of the live check: letters, digits, `-` and `_`. */
export function liveSubjects(name: string): LiveSubjects {
  const prefix = `pushwright.live.${name}`
  return {
    testStream: `PUSHWRIGHT_LIVE_${name}_TESTS`,
    signalStream: `PUSHWRIGHT_LIVE_${name}_SIGNALS`,
    reportStream: `PUSHWRIGHT_LIVE_${name}_REPORTS`,
    turnStream: `PUSHWRIGHT_LIVE_${name}_TURNS`,
    report: `${prefix}.report`,
    turn: (caseName) => `${prefix}.turn.${caseName}`,
    test: (caseName) => `${prefix}.test.${caseName}`,
    signal: (caseName, key) => `${prefix}.signal.${caseName}.${key === undefined ? '*' : tokenOf(key)}`,
  }
}

/** A key can be any text, a token of a subject cannot. */
function tokenOf(key: string): string {
  return createHash('sha256').update(key).digest('base64url').slice(0, 22)
}
