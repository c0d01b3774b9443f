// Who can ask a running command to stop: a signal, the end of stdin, or the command itself.

const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const

/** Listens until it is disposed of. A second signal has its usual effect: it kills. */
export class StopRequest {
  /** Fulfilled when someone wants the command to stop. */
  readonly requested: Promise<void>
  /** Wants it. */
  readonly request: () => void

  /** @param withStdin - Whether the end of stdin is such a wish too. */
  constructor({ withStdin }: { withStdin: boolean }) {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.requested = promise
    this.request = resolve
    for (const signal of signals) process.once(signal, resolve)
    if (!withStdin) return
    process.stdin.once('close', resolve)
    // A terminal or pipe that breaks has ended as well; 'close' follows.
    process.stdin.on('error', () => {})
    process.stdin.resume()
  }

  /** Stops listening, so that the process can end. */
  dispose(): void {
    for (const signal of signals) process.off(signal, this.request)
    process.stdin.off('close', this.request).destroy()
  }
}
