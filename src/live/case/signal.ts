// What a signal carries: its type, and how a value from elsewhere is checked.

/** A signal of a case: a value that instrumented code sends and a test waits for. */
export interface Signal<T> {
  /** Checks a value, where it is sent and where it arrives; throws if it is none. */
  readonly parse: (value: unknown) => T
}

/** The signals of a case by their names. */
// biome-ignore lint/suspicious/noExplicitAny: a signal of any type, whose value nobody looks at here.
export type SignalTypes = Readonly<Record<string, Signal<any>>>

/** The value of a signal. */
export type ValueOf<S> = S extends Signal<infer T> ? T : never

/**
 * Declares a signal. Its value must be what JSON can carry.
 *
 * @param parse - Checks a value, such as the `parse` of a schema. Default: any value is taken for what the type says.
 *
 * @example
 * ```ts
 * const signals = { sent: signal<{ id: string }>(), counted: signal(z.number().parse) }
 * ```
 */
export function signal<T = undefined>(parse: (value: unknown) => T = (value) => value as T): Signal<T> {
  return { parse }
}
