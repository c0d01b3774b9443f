/** What a request is answered. */
export interface Answer {
  readonly status: number
  /** Becomes JSON; without it, the answer has no body. */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** Called when the answer is on its way. */
  afterwards?(): void
}
