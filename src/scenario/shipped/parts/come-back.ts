// How a client comes back.
import { PushwrightError } from '../../../errors/index.ts'
import { connect, hello } from '../../commands/index.ts'
import type { ScenarioSteps } from '../../scenario.ts'

/**
 * Connects again and says hello with the UAID.
 *
 * @throws PushwrightError `ERR_UNEXPECTED` if the service gives another one, since all subscriptions are gone then.
 */
export function* comeBack(uaid: string): ScenarioSteps {
  yield* connect()
  const reply = yield* hello(uaid)
  if (reply.uaid === uaid) return
  throw new PushwrightError('ERR_UNEXPECTED', `Expected the service to know UAID ${uaid}, got a new one.`)
}
