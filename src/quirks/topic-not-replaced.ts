import { behaviours } from '../fixture/index.ts'
import { isAccepted, judge, stored, unknown, wrongTopic } from '../probing/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const topicNotReplaced: QuirkDescription = defineQuirk(behaviours.topicNotReplaced, {
  why: 'A client that comes back works through every old state before the latest.',
  probe: async (kit) => {
    if (isAccepted(await kit.observe(wrongTopic))) return unknown('The service does not look at topics.')
    const came = (await kit.observe(stored))?.came ?? []
    if (!came.includes('newer of topic')) return unknown('No stored message with a topic came.')
    const both = came.includes('older of topic')
    return judge(both, `Of two stored messages with one topic ${both ? 'both' : 'the newer'} came.`)
  },
})
