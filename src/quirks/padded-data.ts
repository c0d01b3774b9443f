import { behaviours } from '../fixture/index.ts'
import { delivery, judge, unknown } from '../probing/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const paddedData: QuirkDescription = defineQuirk(behaviours.paddedData, {
  why: 'A strict decoder of base64url refuses it.',
  probe: async (kit) => {
    const { notification } = await kit.observe(delivery)
    if (notification?.data === undefined) return unknown('No notification with data came.')
    const end = notification.data.slice(-4)
    return judge(end.endsWith('='), `\`data\` of ${notification.data.length} characters ended with "${end}".`)
  },
})
