// A row of numbers as small bars.

const bars = '▁▂▃▄▅▆▇█'

/** One bar for each value; the largest is full. */
export function sparkline(values: readonly number[]): string {
  const most = Math.max(...values, Number.MIN_VALUE)
  return values.map((value) => bars[Math.round((value / most) * (bars.length - 1))]).join('')
}
