// Compares the answer to the opening handshake with what is expected.
import type { ConversationPlan } from '../plan.ts'
import type { Handshake } from './socket.ts'

/** What the answer has instead of what is expected, one text for each difference. */
export function handshakeDifferences(actual: Handshake, expected: ConversationPlan['handshake']): string[] {
  const { status, headers, protocol } = expected
  return [
    ...(actual.status === status ? [] : [`expected status ${status}, got ${actual.status}`]),
    ...headers.flatMap(([name, value]) => value.differences(actual.headers[name], `header ${name}`)),
    ...(protocol === undefined || actual.protocol === protocol
      ? []
      : [`expected the subprotocol "${protocol}", got "${actual.protocol}"`]),
  ]
}
