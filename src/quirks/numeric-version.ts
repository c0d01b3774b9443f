import { behaviours } from '../fixture/index.ts'
import { delivery, judge, unknown } from '../probing/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const numericVersion: QuirkDescription = defineQuirk(behaviours.numericVersion, {
  why: 'A client that keeps the version as text acknowledges another one.',
  probe: async (kit) => {
    const { notification, frame } = await kit.observe(delivery)
    if (notification === undefined) return unknown('No notification came.')
    return judge(
      typeof frame.version === 'number',
      `The version of a notification was of the type ${typeof frame.version}.`,
    )
  },
})
