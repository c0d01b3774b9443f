// How a message and its padding are spread over records.

/** What one record carries. */
export interface RecordPlan {
  /** Where the record's part of the payload begins. */
  readonly start: number
  /** Where it ends. */
  readonly end: number
  /** Bytes of padding. */
  readonly padding: number
  readonly last: boolean
}

/** What there is to spread. */
export interface SpreadOptions {
  /** Bytes of payload. */
  readonly payload: number
  /** Bytes of padding. */
  readonly padding: number
  /** Bytes of both that fit into one record, at least 1. */
  readonly capacity: number
  /** Bytes of padding that one record can have. */
  readonly maxPadding: number
  /** Whether the last record must be shorter than the others, as in `aesgcm`, where nothing else marks the end. */
  readonly lastIsShorter: boolean
}

/**
 * Spreads payload and padding over records: padding first, as the example in RFC 8188 section 3.2 does, with at least one byte of
 * payload in each record while there is payload and room for both. All records but the last are full.
 *
 * @returns The records, or `undefined` when the padding does not fit because a record cannot be filled with it.
 */
export function spread(options: SpreadOptions): RecordPlan[] | undefined {
  const { payload, capacity, maxPadding, lastIsShorter } = options
  const records: RecordPlan[] = []
  let padding = options.padding
  let start = 0
  for (;;) {
    const room = start < payload ? Math.max(capacity - 1, 1) : capacity
    const recordPadding = Math.min(padding, maxPadding, room)
    const end = Math.min(payload, start + capacity - recordPadding)
    padding -= recordPadding
    const full = end - start + recordPadding === capacity
    const last = end === payload && padding === 0 && !(full && lastIsShorter)
    if (!last && !full) return undefined
    records.push({ start, end, padding: recordPadding, last })
    if (last) return records
    start = end
  }
}
