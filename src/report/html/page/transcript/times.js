// How moments are written: since the first event, or by the clock.

/**
 * @param {number} milliseconds
 */
export function elapsed(milliseconds) {
  return Math.abs(milliseconds) < 10_000 ? `${milliseconds.toFixed(1)} ms` : `${(milliseconds / 1000).toFixed(3)} s`
}

/**
 * UTC, so that everybody reads the same.
 *
 * @param {number} at Milliseconds since the epoch.
 */
export function clock(at) {
  return isoOf(at).slice(11)
}

/**
 * ISO 8601, for whatever a recorder took for a time.
 *
 * @param {number} at Milliseconds since the epoch.
 */
export function isoOf(at) {
  const date = new Date(at)
  return Number.isNaN(date.getTime()) ? String(at) : date.toISOString()
}
