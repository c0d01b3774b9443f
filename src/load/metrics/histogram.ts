// Counts durations in buckets whose width grows with the value: any percentile to a known precision, and exact to merge.
import { isCount, isObject } from '../../json/index.ts'

/** Above this many microseconds, 71 minutes, values share the last bucket; the maximum stays exact. */
const largest = 0xffff_ffff

/** A histogram as plain data. All values are whole microseconds. */
export interface HistogramRecord {
  /** Each power of two is cut into two to the power of this many buckets. */
  readonly bits: number
  readonly count: number
  readonly sum: number
  /** 0 if nothing was recorded. */
  readonly min: number
  readonly max: number
  /** Bucket and count by turns, buckets in ascending order, none with a count of 0. */
  readonly buckets: readonly number[]
}

/** The finest precision that a record from outside may have: that of our own. */
const mostBits = 10

/** Whether something that came from another machine is a record: {@link Histogram.from} takes memory for its largest bucket. */
export function isHistogramRecord(value: unknown): value is HistogramRecord {
  if (!isObject(value)) return false
  const { bits, count, sum, min, max, buckets } = value
  if (!isCount(bits) || bits > mostBits || ![count, sum, min, max].every(isCount)) return false
  if (!Array.isArray(buckets) || buckets.length % 2 !== 0) return false
  const end = (33 - bits) * 2 ** bits
  return buckets.every((number, index) => isCount(number) && (index % 2 === 1 || number < end))
}

/**
 * A log-linear histogram of durations, after HdrHistogram. Values below `2 ** (bits + 1)` microseconds are exact; above, a
 * percentile is too high by less than one part in `2 ** bits`. Two of the same precision merge without loss.
 *
 * Not of a library: `createHistogram` of `node:perf_hooks` does not give its buckets away, so that it cannot be sent and merged, and
 * `hdr-histogram-js` takes twice as long for a value (310 against 150 ns) and writes them in a form that no report can be read from.
 *
 * @example
 * ```ts
 * const histogram = new Histogram()
 * for (const milliseconds of [1.5, 2, 80]) histogram.record(milliseconds)
 * histogram.percentile(50) // 2
 * ```
 */
export class Histogram {
  readonly bits: number
  #counts = new Float64Array(64)
  #count = 0
  #sum = 0
  #min = Number.POSITIVE_INFINITY
  #max = 0

  /** @param bits - The precision, default 10: three digits. */
  constructor(bits = 10) {
    this.bits = bits
  }

  /** A histogram of what another recorded, perhaps in another process. */
  static from(record: HistogramRecord): Histogram {
    const histogram = new Histogram(record.bits)
    histogram.add(record)
    return histogram
  }

  get count(): number {
    return this.#count
  }

  /** The arithmetic mean in milliseconds; 0 if nothing was recorded. */
  get mean(): number {
    return this.#count === 0 ? 0 : this.#sum / this.#count / 1000
  }

  /** The smallest value in milliseconds; 0 if nothing was recorded. */
  get min(): number {
    return this.#count === 0 ? 0 : this.#min / 1000
  }

  /** The largest value in milliseconds; 0 if nothing was recorded. */
  get max(): number {
    return this.#max / 1000
  }

  /** Adds a duration in milliseconds. A negative one, which only a clock that was set back can give, counts as 0. */
  record(milliseconds: number): void {
    const value = milliseconds > 0 ? Math.round(milliseconds * 1000) : 0
    const bucket = this.#bucketOf(value)
    if (bucket >= this.#counts.length) this.#grow(bucket)
    this.#counts[bucket] = (this.#counts[bucket] as number) + 1
    this.#count++
    this.#sum += value
    if (value < this.#min) this.#min = value
    if (value > this.#max) this.#max = value
  }

  /** Adds everything that another histogram of the same precision recorded. */
  add(other: Histogram | HistogramRecord): void {
    const { bits, count, sum, min, max, buckets } = other instanceof Histogram ? other.toJSON() : other
    if (bits !== this.bits) throw new RangeError(`Expected a histogram of ${this.bits} bits, got one of ${bits}.`)
    if (count === 0) return
    for (let index = 0; index < buckets.length; index += 2) {
      const bucket = buckets[index] as number
      if (bucket >= this.#counts.length) this.#grow(bucket)
      this.#counts[bucket] = (this.#counts[bucket] as number) + (buckets[index + 1] as number)
    }
    this.#count += count
    this.#sum += sum
    this.#min = Math.min(this.#min, min)
    this.#max = Math.max(this.#max, max)
  }

  /**
   * The value in milliseconds that so many percent of the values do not exceed.
   *
   * @param percent - 0 to 100.
   */
  percentile(percent: number): number {
    // Rounded, so that 99.9 % of 1000 is the 999th and not, by an error of the last digit, the 1000th.
    const rank = Math.max(1, Math.ceil(Math.round((percent / 100) * this.#count * 1e6) / 1e6))
    let seen = 0
    for (const [bucket, count] of this.#counts.entries()) {
      seen += count
      if (seen >= rank) return Math.max(this.#min, Math.min(this.#upperBound(bucket), this.#max)) / 1000
    }
    return this.max
  }

  toJSON(): HistogramRecord {
    const buckets: number[] = []
    for (const [bucket, count] of this.#counts.entries()) if (count > 0) buckets.push(bucket, count)
    const min = this.#count === 0 ? 0 : this.#min
    return { bits: this.bits, count: this.#count, sum: this.#sum, min, max: this.#max, buckets }
  }

  /** The leading `bits + 1` binary digits, and how many were cut off. */
  #bucketOf(value: number): number {
    const bounded = value > largest ? largest : value
    const shift = Math.max(0, 31 - this.bits - Math.clz32(bounded))
    return shift * 2 ** this.bits + (bounded >>> shift)
  }

  /** The largest value that falls into a bucket. */
  #upperBound(bucket: number): number {
    const size = 2 ** this.bits
    const shift = Math.max(0, Math.floor(bucket / size) - 1)
    const value = (bucket - shift * size + 1) * 2 ** shift - 1
    // What exceeds the scale is all in the last bucket.
    return value >= largest ? Number.POSITIVE_INFINITY : value
  }

  #grow(bucket: number): void {
    const counts = new Float64Array(2 ** Math.ceil(Math.log2(bucket + 1)))
    counts.set(this.#counts)
    this.#counts = counts
  }
}
