// Whether a service did what it was asked to do.
import type { Receipt } from '../application-server/index.ts'
import { PushwrightError } from '../errors/index.ts'

/** The HTTP statuses that a scenario expects. `any` looks at none. */
export type ExpectedStatus = number | readonly number[] | 'accepted' | 'refused' | 'any'

/**
 * Gives a reply back if its status is 200.
 *
 * @throws PushwrightError `ERR_REFUSED` if it is not.
 */
export function requireStatus<T extends { readonly status: number }>(reply: T, what: string): T {
  if (reply.status === 200) return reply
  const { status } = reply
  throw new PushwrightError('ERR_REFUSED', `Expected ${what} to be answered with status 200, got ${status}.`, {
    details: { status },
  })
}

/**
 * Gives a receipt back if its status is expected.
 *
 * @param expected - `accepted` is 200 to 299, `refused` 400 to 499.
 * @throws PushwrightError `ERR_REFUSED` or, if a refusal was expected, `ERR_UNEXPECTED`; both with `status` and `errno`.
 */
export function requireReceipt(receipt: Receipt, expected: ExpectedStatus, what: string): Receipt {
  if (fits(receipt, expected)) return receipt
  const { status, errno, body, accepted } = receipt
  const told = errno === undefined ? '' : `, errno ${errno}`
  throw new PushwrightError(
    accepted ? 'ERR_UNEXPECTED' : 'ERR_REFUSED',
    `Expected ${what} to be ${describe(expected)}, got status ${status}${told}: ${body.slice(0, 200)}`,
    { details: { status, errno } },
  )
}

function describe(expected: ExpectedStatus): string {
  return typeof expected === 'string' ? expected : `answered with status ${[expected].flat().join(' or ')}`
}

function fits({ status, accepted }: Receipt, expected: ExpectedStatus): boolean {
  switch (expected) {
    case 'any':
      return true
    case 'accepted':
      return accepted
    case 'refused':
      return status >= 400 && status <= 499
    default:
      return [expected].flat().includes(status)
  }
}
