// The end of what a browser or a page says, which may never stop.

/** How many are kept. */
const limit = 500

/** The latest lines; the oldest go. */
export class LatestLines {
  readonly #lines: string[] = []

  /** The oldest first. */
  get all(): readonly string[] {
    return this.#lines
  }

  add(line: string): void {
    this.#lines.push(line)
    if (this.#lines.length > limit) this.#lines.shift()
  }

  clear(): void {
    this.#lines.length = 0
  }
}
