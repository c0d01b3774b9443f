import { behaviours } from '../fixture/index.ts'
import { judge, unacknowledged, unknown } from '../probing/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const staleDirectOrder: QuirkDescription = defineQuirk(behaviours.staleDirectOrder, {
  why: 'Messages are handled in another order than they were sent.',
  probe: async (kit) => {
    const { direct = [], again = [] } = (await kit.observe(unacknowledged)) ?? {}
    const order = again.filter((name) => /^\d$/.test(name)).join(', ')
    if (!['1', '2', '3', '4'].every((name) => direct.some((one) => one === name))) {
      return unknown('Not all messages were delivered at once.')
    }
    if (order.length < 10) return unknown('Not all messages that were not acknowledged came again.')
    return judge(order !== '1, 2, 3, 4', `Messages that were not acknowledged came again in the order ${order}.`)
  },
})
