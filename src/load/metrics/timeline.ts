// The course of a run: one slice for each second, or for each few when the run is long, so that it stays small.
import { Histogram, type HistogramRecord } from './histogram.ts'

/** Slices at most; when there are more, each two become one. */
export const mostSlices = 240

/** Milliseconds of a slice until there are too many. */
export const shortestSlice = 1000

/** The precision of the histograms of slices: one part in 32, enough for a plot. */
const bits = 5

/** What one slice has counted. */
export type SliceCount = 'started' | 'finished' | 'errors' | 'sent' | 'received'

/** What was looked at in the course of a slice. */
export interface Sample {
  /** Connected clients. */
  readonly active: number
  /** Milliseconds by which the event loop was late, 99th percentile. */
  readonly loopDelay: number
  /** Share of the time in which the event loop was busy, 0 to 1. */
  readonly loopUse: number
  /** Processor cores in use. */
  readonly cpu: number
}

/** One slice as plain data. */
export interface SliceRecord extends Readonly<Record<SliceCount, number>>, Sample {
  /** By metric name, corrected. */
  readonly latencies: Readonly<Record<string, HistogramRecord>>
}

/** The slices from the start of the run on. */
export interface TimelineRecord {
  /** Milliseconds of one slice. */
  readonly width: number
  readonly slices: readonly SliceRecord[]
}

interface OpenSlice extends Sample {
  readonly index: number
  readonly counts: Record<SliceCount, number>
  readonly latencies: Map<string, Histogram>
}

const nothingSampled: Sample = { active: 0, loopDelay: 0, loopUse: 0, cpu: 0 }

/** Records into slices. Times are milliseconds of `performance.now()`. */
export class Timeline {
  readonly #startedAt: number
  #width: number
  #done: SliceRecord[] = []
  #open: OpenSlice

  /** @param width - Milliseconds of a slice. */
  constructor(startedAt: number, width: number = shortestSlice) {
    this.#startedAt = startedAt
    this.#width = width
    this.#open = openSlice(0)
  }

  count(what: SliceCount, amount: number, at: number): void {
    this.#at(at).counts[what] += amount
  }

  latency(name: string, milliseconds: number, at: number): void {
    const { latencies } = this.#at(at)
    let histogram = latencies.get(name)
    if (histogram === undefined) {
      histogram = new Histogram(bits)
      latencies.set(name, histogram)
    }
    histogram.record(milliseconds)
  }

  sample(sample: Sample, at: number): void {
    const slice = this.#at(at)
    Object.assign(slice, combineSamples(slice, sample, Math.max))
  }

  toJSON(): TimelineRecord {
    return { width: this.#width, slices: [...this.#done, close(this.#open)] }
  }

  /** The slice of a time; what comes late for its slice goes into the one that is open. */
  #at(time: number): OpenSlice {
    if (this.#indexOf(time) > this.#open.index) this.#advance(time)
    return this.#open
  }

  #indexOf(time: number): number {
    return Math.floor((time - this.#startedAt) / this.#width)
  }

  #advance(time: number): void {
    this.#done.push(close(this.#open))
    // More than once if nothing came for long.
    while (this.#indexOf(time) >= mostSlices) {
      const { width, slices } = coarsen({ width: this.#width, slices: this.#done })
      this.#width = width
      this.#done = [...slices]
    }
    const index = this.#indexOf(time)
    while (this.#done.length < index) this.#done.push(close(openSlice(this.#done.length)))
    this.#open = openSlice(index)
  }
}

/** Puts the courses of several processes together, which began at the same time. */
export function mergeTimelines(timelines: readonly TimelineRecord[]): TimelineRecord {
  const width = Math.max(...timelines.map((timeline) => timeline.width))
  const aligned = timelines.map((timeline) => {
    let coarse = timeline
    while (coarse.width < width) coarse = coarsen(coarse)
    return coarse
  })
  const length = Math.max(...aligned.map(({ slices }) => slices.length))
  const slices = Array.from({ length }, (_, index) =>
    aligned
      .flatMap((timeline) => timeline.slices[index] ?? [])
      .reduce((one, other) => combine(one, other, (a, b) => a + b)),
  )
  return { width, slices }
}

/** Makes each two slices one. */
function coarsen({ width, slices }: TimelineRecord): TimelineRecord {
  const pairs: SliceRecord[] = []
  for (let index = 0; index < slices.length; index += 2) {
    const [one, other] = slices.slice(index, index + 2) as [SliceRecord, SliceRecord?]
    pairs.push(other === undefined ? one : combine(one, other, Math.max))
  }
  return { width: width * 2, slices: pairs }
}

/** @param together - How clients and processor cores add up: of two processes the sum, of two times the larger. */
function combine(one: SliceRecord, other: SliceRecord, together: (a: number, b: number) => number): SliceRecord {
  const latencies = { ...one.latencies }
  for (const [name, record] of Object.entries(other.latencies)) {
    const merged = Histogram.from(record)
    if (latencies[name] !== undefined) merged.add(latencies[name])
    latencies[name] = merged.toJSON()
  }
  return {
    started: one.started + other.started,
    finished: one.finished + other.finished,
    errors: one.errors + other.errors,
    sent: one.sent + other.sent,
    received: one.received + other.received,
    ...combineSamples(one, other, together),
    latencies,
  }
}

function combineSamples(one: Sample, other: Sample, together: (a: number, b: number) => number): Sample {
  return {
    active: together(one.active, other.active),
    loopDelay: Math.max(one.loopDelay, other.loopDelay),
    loopUse: Math.max(one.loopUse, other.loopUse),
    cpu: together(one.cpu, other.cpu),
  }
}

function openSlice(index: number): OpenSlice {
  const counts = { started: 0, finished: 0, errors: 0, sent: 0, received: 0 }
  return { index, counts, latencies: new Map(), ...nothingSampled }
}

function close({ counts, latencies, active, loopDelay, loopUse, cpu }: OpenSlice): SliceRecord {
  const records = [...latencies].map(([name, histogram]) => [name, histogram.toJSON()])
  return { ...counts, active, loopDelay, loopUse, cpu, latencies: Object.fromEntries(records) }
}
