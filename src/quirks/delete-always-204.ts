import { behaviours } from '../fixture/index.ts'
import { judge, stored, unknown } from '../probing/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const deleteAlways204: QuirkDescription = defineQuirk(behaviours.deleteAlways204, {
  why: 'A sender cannot tell whether the message was still there.',
  probe: async (kit) => {
    const [first, second] = (await kit.observe(stored))?.deletions ?? []
    if (first === undefined || second === undefined) return unknown('No message was stored that could be deleted.')
    if (!first.accepted) return unknown(`DELETE of a stored message was answered ${first.status}.`)
    return judge(second.accepted, `DELETE of a message that was deleted already was answered ${second.status}.`)
  },
})
