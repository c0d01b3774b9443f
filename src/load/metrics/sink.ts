// Another system that is told of every measurement while the plan runs.

/** Dimensions, such as `{ scenario: 'basic', status: '201' }`. */
export type Tags = Readonly<Record<string, string>>

/** Takes measurements by the names of `docs/reference/metrics.md`. Called often: it must be quick, and must not throw. */
export interface MetricSink {
  /** @param milliseconds - From the intended start on. */
  timing(name: string, milliseconds: number, tags: Tags): void
  increment(name: string, amount: number, tags: Tags): void
  gauge(name: string, value: number): void
  /** Sends what is left, and ends. */
  close(): Promise<void>
}
