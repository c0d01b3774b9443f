import { behaviours } from '../fixture/index.ts'
import { emptyDelivery, judge, unknown } from '../probing/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const headersNull: QuirkDescription = defineQuirk(behaviours.headersNull, {
  why: 'A client that reads `headers.encoding` without care crashes.',
  probe: async (kit) => {
    const { notification } = await kit.observe(emptyDelivery)
    if (notification === undefined) return unknown('No message without a payload came.')
    const { headers } = notification.message
    return judge(
      headers === null,
      `A notification without a payload had ${headers === undefined ? 'no headers' : `headers: ${JSON.stringify(headers)}`}.`,
    )
  },
})
