import { behaviours } from '../fixture/index.ts'
import { delivery, judge, unknown } from '../probing/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const noVersion: QuirkDescription = defineQuirk(behaviours.noVersion, {
  why: 'Nothing can be acknowledged or told apart.',
  probe: async (kit) => {
    const { notification, frame } = await kit.observe(delivery)
    if (notification === undefined) return unknown('No notification came.')
    return judge(frame.version === undefined, `A notification had ${frame.version === undefined ? 'no' : 'a'} version.`)
  },
})
