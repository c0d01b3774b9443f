import { behaviours } from '../fixture/index.ts'
import { isAccepted, judge, statusOf, unknown, wrongTopic } from '../probing/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const nonAsciiTopicIgnored: QuirkDescription = defineQuirk(behaviours.nonAsciiTopicIgnored, {
  why: 'A message that was meant to replace another is added to it.',
  probe: async (kit) => {
    if (isAccepted(await kit.observe(wrongTopic))) return unknown('Any topic is taken.')
    const status = await statusOf(kit, { headers: { Topic: 'caf\u00e9' } })
    return judge(isAccepted(status), `A post with the Topic "caf\u00e9" was answered ${status}.`)
  },
})
