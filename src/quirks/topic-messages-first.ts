import { behaviours } from '../fixture/index.ts'
import { judge, stored, unknown } from '../probing/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const topicMessagesFirst: QuirkDescription = defineQuirk(behaviours.topicMessagesFirst, {
  why: 'Messages are handled in another order than they were sent.',
  probe: async (kit) => {
    const came = (await kit.observe(stored))?.came ?? []
    const plain = came.indexOf('first')
    const topic = came.indexOf('newer of topic')
    if (plain === -1 || topic === -1) return unknown('No stored messages came, or none with a topic.')
    return judge(
      topic < plain,
      `A stored message with a topic came ${topic < plain ? 'before' : 'after'} an earlier one without.`,
    )
  },
})
