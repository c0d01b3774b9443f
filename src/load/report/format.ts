// Numbers as reports show them.

/** Milliseconds with three digits: `0.42ms`, `12ms`, `1.25s`. */
export function formatMilliseconds(milliseconds: number): string {
  if (milliseconds >= 1000) return `${threeDigits(milliseconds / 1000)}s`
  return `${threeDigits(milliseconds)}ms`
}

/** Bytes with three digits: `812 B`, `12.3 KiB`. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB']
  let value = bytes
  let unit = 0
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024
    unit++
  }
  return `${threeDigits(value)} ${units[unit]}`
}

/** A number with three digits, or with all those before the point. */
export function threeDigits(value: number): string {
  return String(value >= 100 ? Math.round(value) : Number(value.toPrecision(3)))
}

/** A count in groups of three: `1,234,567`. */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US')
}
