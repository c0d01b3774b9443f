// A curve as one word.

const bars = '▁▂▃▄▅▆▇█'

/** A bar for each value, from zero to the largest. */
export function sparkline(values: readonly number[]): string {
  const largest = Math.max(...values)
  return values
    .map((value) =>
      bars.charAt(Math.min(bars.length - 1, Math.max(0, Math.round((value / largest) * bars.length) - 1))),
    )
    .join('')
}
