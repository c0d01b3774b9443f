import { behaviours } from '../fixture/index.ts'
import { delivery, isAccepted, judge, statusOf } from '../probing/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const contentEncodingCaseSensitive: QuirkDescription = defineQuirk(behaviours.contentEncodingCaseSensitive, {
  why: 'A sender that writes AES128GCM is refused, although content codings have no case.',
  probe: async (kit) => {
    const { contentEncoding } = await kit.observe(delivery)
    const coding = contentEncoding.toUpperCase()
    const status = await statusOf(kit, { headers: { 'Content-Encoding': coding } })
    return judge(!isAccepted(status), `A post with Content-Encoding ${coding} was answered ${status}.`)
  },
})
