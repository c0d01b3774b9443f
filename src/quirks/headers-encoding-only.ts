import { behaviours } from '../fixture/index.ts'
import { arrival, delivery, judge, send, unknown } from '../probing/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const headersEncodingOnly: QuirkDescription = defineQuirk(behaviours.headersEncodingOnly, {
  why: 'A message in the draft encoding aesgcm cannot be decrypted, since its keys are in the headers.',
  probe: async (kit) => {
    await kit.observe(delivery)
    return kit.withClient(async (client) => {
      const subscription = await client.subscribe()
      const sent = await send(kit, subscription, { contentEncoding: 'aesgcm' })
      const { status } = sent.receipt
      const notification = await arrival(kit, client, subscription, sent)
      if (notification === undefined)
        return unknown(`A post encrypted with aesgcm was answered ${status}, and did not come.`)
      const names = Object.keys(notification.headers)
      const isPlain = names.length === 1 && names[0] === 'encoding'
      return judge(isPlain, `A notification encrypted with aesgcm had the headers ${names.join(', ') || 'none'}.`)
    })
  },
})
