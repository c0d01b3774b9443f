// Durations as people write them.

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000 }

/** A duration: milliseconds as a number, or text such as `500ms`, `5s`, `1.5s` or `2m`; bare digits in text are seconds. */
export type Duration = number | string

/**
 * Reads a duration and returns milliseconds, or `undefined` if it is none (negative, infinite, another unit).
 *
 * @param value - Milliseconds as a number, or text with the unit `ms`, `s` or `m`; text without a unit is seconds.
 *
 * @example
 * ```ts
 * parseDuration('1.5s') // 1500
 * parseDuration('5') // 5000
 * parseDuration(5) // 5
 * ```
 */
export function parseDuration(value: Duration): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) && value >= 0 ? value : undefined
  const match = /^(\d+(?:\.\d+)?)(ms|s|m)?$/.exec(value)
  if (match === null) return undefined
  // Rounded to the microsecond, so that 1.1s is 1100 and not 1100.0000000000002.
  const milliseconds = Math.round(Number(match[1]) * (units[match[2] ?? 's'] as number) * 1000) / 1000
  return Number.isFinite(milliseconds) ? milliseconds : undefined
}

/** Writes milliseconds as a person would: `250ms`, `5s`, `1.5s`, `2m`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)}ms`
  if (milliseconds >= 60_000 && milliseconds % 60_000 === 0) return `${milliseconds / 60_000}m`
  return `${Math.round(milliseconds / 10) / 100}s`
}
