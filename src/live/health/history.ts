// The last so many numbers, and their median.

/** Numbers; when it is full, the oldest go. */
export class History<T = number> {
  readonly #limit: number
  readonly #items: T[] = []
  #start = 0

  constructor(limit: number) {
    this.#limit = limit
  }

  add(item: T): void {
    if (this.#items.length < this.#limit) {
      this.#items.push(item)
      return
    }
    this.#items[this.#start] = item
    this.#start = (this.#start + 1) % this.#limit
  }

  /** Oldest first. */
  get items(): readonly T[] {
    return [...this.#items.slice(this.#start), ...this.#items.slice(0, this.#start)]
  }
}

/** The middle of some numbers; nothing of none. */
export function medianOf(numbers: readonly number[]): number | undefined {
  const sorted = numbers.toSorted((one, other) => one - other)
  const upper = sorted[Math.floor(sorted.length / 2)]
  const lower = sorted[Math.ceil(sorted.length / 2) - 1]
  return upper === undefined || lower === undefined ? undefined : (lower + upper) / 2
}
