// Matchers for receipts.
import type { Receipt } from '../../application-server/index.ts'
import type { MatcherResult, MatcherState } from './matcher.ts'

/** Passes if the push service accepted the message (any 2xx status). */
export function toBeAccepted(this: MatcherState, receipt: Receipt): MatcherResult {
  return {
    pass: receipt.accepted,
    message: () => `Expected the message ${this.isNot ? 'not ' : ''}to be accepted, got ${describe(receipt)}.`,
  }
}

/** What a refusal must look like; what is not given does not matter. */
export interface Refusal {
  readonly status?: number
  readonly errno?: number
}

/** Passes if the push service refused the message (any status but 2xx), with this status and errno if given. */
export function toBeRefused(this: MatcherState, receipt: Receipt, expected: Refusal = {}): MatcherResult {
  const { status = receipt.status, errno = receipt.errno } = expected
  return {
    pass: !receipt.accepted && receipt.status === status && receipt.errno === errno,
    actual: { status: receipt.status, errno: receipt.errno },
    expected: { status: expected.status ?? 'not 2xx', errno },
    message: () =>
      `Expected the message ${this.isNot ? 'not ' : ''}to be refused${describeRefusal(expected)}, got ${describe(receipt)}.`,
  }
}

function describeRefusal({ status, errno }: Refusal): string {
  const parts = [status === undefined ? '' : `status ${status}`, errno === undefined ? '' : `errno ${errno}`]
  const told = parts.filter(Boolean).join(' and ')
  return told === '' ? '' : ` with ${told}`
}

function describe(receipt: Receipt): string {
  const errno = receipt.errno === undefined ? '' : `, errno ${receipt.errno}`
  const body = receipt.body === '' ? '' : `: ${receipt.body.slice(0, 200)}`
  return `status ${receipt.status}${errno}${body}`
}
