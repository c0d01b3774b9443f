import { behaviours } from '../fixture/index.ts'
import { emptyDelivery, judge, unknown } from '../probing/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const noExposeHeaders: QuirkDescription = defineQuirk(behaviours.noExposeHeaders, {
  why: 'A page that sends cannot learn where to delete its message.',
  probe: async (kit) => {
    const { headers } = (await kit.observe(emptyDelivery)).receipt
    if (headers['access-control-allow-origin'] === undefined)
      return unknown('Pages of other origins cannot send at all.')
    const exposed = headers['access-control-expose-headers']
    return judge(
      !/(^|[\s,])(location|\*)($|[\s,])/i.test(exposed ?? ''),
      `The headers exposed to a page were: ${exposed ?? 'none'}.`,
    )
  },
})
