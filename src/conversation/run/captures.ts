// What was captured in a run, and who waits for it.
import type { Deadline } from '../../deadline/index.ts'
import { PushwrightError } from '../../errors/index.ts'
import type { Matching, Place } from '../matching/matching.ts'
import { allAt, parsePath } from '../matching/path.ts'
import type { Scope } from '../template.ts'

/** Where the value of a `${/path}` comes from. */
export interface Source {
  /** The JSON of the answer, or of the frame that is in the place now. */
  readonly json: unknown
  /** The place of the frame. */
  readonly place?: Place
}

/** The frame of a place as a source: whichever is there when something is read. */
export function sourceIn(place: Place): Source {
  return {
    place,
    get json() {
      return place.frame.json
    },
  }
}

interface Captured {
  readonly value: unknown
  readonly place: Place | undefined
}

/** Named values; reading one makes the frame it came from stay where it is. */
export class Captures {
  readonly #values = new Map<string, Captured>()
  /** Names that there will be. */
  readonly #declared: ReadonlySet<string>
  readonly #matching: Matching
  #waiting: (() => void)[] = []

  /**
   * @param given - Values that are there from the start.
   * @param declared - Names that responses and requests of the plan capture.
   */
  constructor(given: Readonly<Record<string, unknown>>, declared: Iterable<string>, matching: Matching) {
    this.#declared = new Set([...Object.keys(given), ...declared])
    this.#matching = matching
    for (const [name, value] of Object.entries(given)) this.#values.set(name, { value, place: undefined })
  }

  /** Keeps a value; whoever waits looks again. */
  set(name: string, value: unknown, place?: Place): void {
    this.#values.set(name, { value, place })
    const waiting = this.#waiting
    this.#waiting = []
    for (const look of waiting) look()
  }

  /** @throws PushwrightError `ERR_OPTION` if there will never be a value for one of these names. */
  requireDeclared(names: readonly string[]): void {
    const unknown = names.find((name) => !this.#declared.has(name))
    if (unknown !== undefined) throw unresolved(unknown, this.#declared)
  }

  /** Everything captured so far. */
  toObject(): Record<string, unknown> {
    return Object.fromEntries([...this.#values].map(([name, { value }]) => [name, value]))
  }

  /** Makes every frame that was captured from stay where it is, and that of `place`: the values are about to leave. */
  settle(place?: Place): void {
    if (place !== undefined) this.#matching.settle(place)
    for (const captured of this.#values.values()) {
      if (captured.place !== undefined) this.#matching.settle(captured.place)
    }
  }

  /** Whether all of these names that are declared have a value. */
  has(names: readonly string[]): boolean {
    return names.length === 0 || this.missing(names).length === 0
  }

  /** Waits until all of these names that are declared have a value. */
  wait(names: readonly string[], deadline: Deadline): Promise<void> {
    return deadline.wait<void>('a capture', ({ resolve }) => {
      const look = (): void => {
        if (this.has(names)) resolve()
        else this.#waiting.push(look)
      }
      look()
      return () => {
        this.#waiting = this.#waiting.filter((other) => other !== look)
      }
    })
  }

  /** Those of these names that will have a value, and have none yet. */
  missing(names: readonly string[]): string[] {
    return names.filter((name) => this.#declared.has(name) && !this.#values.has(name))
  }

  /** Values for placeholders: a capture, or else a path into the source. */
  scope(source?: Source): Scope {
    return { read: (name) => this.#read(name, source) }
  }

  #read(name: string, source: Source | undefined): unknown {
    const captured = this.#values.get(name)
    if (captured !== undefined) {
      if (captured.place !== undefined) this.#matching.settle(captured.place)
      return captured.value
    }
    if (source !== undefined && !this.#declared.has(name)) {
      const found = allAt(source.json, parsePath(name))
      if (source.place !== undefined) this.#matching.settle(source.place)
      if (found.length > 0) return found[0]
    }
    throw unresolved(name, this.#declared)
  }
}

/** The error for a placeholder that nothing gives a value. */
function unresolved(name: string, declared: Iterable<string>): PushwrightError {
  const known = [...declared].join(', ') || 'nothing'
  return new PushwrightError(
    'ERR_OPTION',
    `Expected \`\${${name}}\` to be captured by a response or a request, or given to \`run({ captures })\`, got ${known}. Write \`$\${${name}}\` for the text itself.`,
    { details: { name } },
  )
}
