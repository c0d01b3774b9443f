// Reads a duration as people write it in the INI.

const milliseconds = new Map([
  ['ms', 1],
  ['s', 1_000],
  ['m', 60_000],
])

/**
 * The milliseconds that `text` says, or `undefined` when it is not a duration.
 *
 * @param text - A decimal number with `ms`, `s` or `m` right behind it; a bare number is seconds. No sign, no spaces, no exponent.
 *
 * @example
 * ```ts
 * parseDuration('1.5s') // 1500
 * parseDuration('soon') // undefined
 * ```
 */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m)?$/.exec(text)
  if (!match) return undefined
  const unit = milliseconds.get(match[2] ?? 's') as number
  // Rounded to the microsecond, so that 1.1s is 1100 and not 1100.0000000000002.
  const duration = Math.round(Number(match[1]) * unit * 1_000) / 1_000
  return Number.isFinite(duration) ? duration : undefined
}
