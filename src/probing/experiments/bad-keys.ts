import type { RegisterReply } from '../../protocol/index.ts'
import { type Answer, answerTo } from '../answer.ts'
import type { ProbeKit } from '../probe-kit.ts'

/** What is answered to a register with a key that is none. */
export interface BadKeys {
  /** For base64url of one byte. */
  readonly short: Answer<RegisterReply>
  /** For something that is no base64url. */
  readonly junk: Answer<RegisterReply>
}

/** Registers channels with keys that are none. */
export function badKeys(kit: ProbeKit): Promise<BadKeys> {
  return kit.withClient(async (client) => {
    const register = (key: string): Promise<Answer<RegisterReply>> =>
      answerTo(kit, client, (wait) => client.register(undefined, { ...wait, key }))
    const junk = await register('af1883%&!@#*(')
    return { short: await register('AA'), junk }
  })
}
