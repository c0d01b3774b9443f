import { behaviours } from '../fixture/index.ts'
import { badKeys, describeAnswer, judge, unknown } from '../probing/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const misleadingPushEndpointOnError: QuirkDescription = defineQuirk(behaviours.misleadingPushEndpointOnError, {
  why: 'A client that does not look at the status hands prose to its backend as an endpoint.',
  probe: async (kit) => {
    const { junk } = await kit.observe(badKeys)
    if (junk.kind !== 'reply' || junk.reply.status === 200) {
      return unknown(`A register with a key that is no base64url ${describeAnswer(junk)}.`)
    }
    const { pushEndpoint } = junk.reply
    return judge(
      pushEndpoint !== undefined && pushEndpoint !== '' && !URL.canParse(pushEndpoint),
      `A register that was refused had ${pushEndpoint === undefined ? 'no pushEndpoint' : `pushEndpoint "${pushEndpoint}"`}.`,
    )
  },
})
