// One origin of a page host, for one push client.
import type { WorkerReport } from './worker-report.ts'

/** A site: what its workers report is heard until it is closed. */
export class PageSite {
  /** Such as `http://client-1.localhost:54321`; no other site ever has it. */
  readonly origin: string
  /** Hears every report of its workers. */
  onReport: (report: WorkerReport) => void = () => {}
  readonly #onClose: () => void

  constructor(origin: string, onClose: () => void) {
    this.origin = origin
    this.#onClose = onClose
  }

  /** From now on there is nothing at its origin. */
  close(): void {
    this.onReport = () => {}
    this.#onClose()
  }
}
