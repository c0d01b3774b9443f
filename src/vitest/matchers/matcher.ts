// What our matchers take from Vitest and give back.

/** The part of Vitest's matcher state that is used here. */
export interface MatcherState {
  readonly isNot: boolean
  equals(a: unknown, b: unknown, customTesters?: unknown[]): boolean
  readonly utils: { stringify(value: unknown, maxDepth?: number, options?: { readonly min?: boolean }): string }
}

/** A verdict; `actual` and `expected` make Vitest print a diff. */
export interface MatcherResult {
  readonly pass: boolean
  readonly message: () => string
  readonly actual?: unknown
  readonly expected?: unknown
}
