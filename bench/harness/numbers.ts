// Middle values, and figures short enough to be read.

/** The middle value. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] as number
}

/** Rounded to three digits after the point. */
export function round(value: number): number {
  return Math.round(value * 1000) / 1000
}

/** Three significant digits, such as `1,230` or `0.0456`. */
export function short(value: number): string {
  return value.toLocaleString('en', { maximumSignificantDigits: 3 })
}

/** A figure with its unit; many bytes are written as KiB or MiB. */
export function quantity(value: number, unit: string): string {
  if (unit !== 'bytes') return `${short(value)}${unit.startsWith('/') ? '' : ' '}${unit}`
  if (Math.abs(value) >= 1024 ** 2) return `${short(value / 1024 ** 2)} MiB`
  return Math.abs(value) >= 10 * 1024 ? `${short(value / 1024)} KiB` : `${short(value)} bytes`
}
