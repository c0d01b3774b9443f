import { setTimeout as delay } from 'node:timers/promises'
import { isPushwrightError } from '../../errors/index.ts'
import type { HelloRequest } from '../../protocol/index.ts'
import { type Answer, answerTo } from '../answer.ts'
import type { ProbeKit } from '../probe-kit.ts'
import { earlyPing } from './early-ping.ts'

/** A service that reads hello and nothing before it cannot be asked whether it has read it. */
const longWait = 1000

/** What comes of a hello that has other fields than a good one. */
export async function helloAnswer(
  kit: ProbeKit,
  fields: Partial<Omit<HelloRequest, 'messageType'>>,
): Promise<Answer<{ readonly status: number }>> {
  const pongs = (await kit.observe(earlyPing)).kind === 'reply'
  return kit.withClient(async (client) => {
    await client.disconnect()
    await client.connect()
    return answerTo(
      kit,
      client,
      (wait) => client.hello({ ...wait, ...fields }).catch(refusalOf),
      () => (pongs ? kit.quiet(client) : delay(longWait)),
    )
  })
}

function refusalOf(error: unknown): { readonly status: number } {
  if (isPushwrightError(error, 'ERR_REFUSED')) return { status: Number(error.details.status) }
  throw error
}
