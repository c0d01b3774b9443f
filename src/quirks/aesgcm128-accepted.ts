import { behaviours } from '../fixture/index.ts'
import { isAccepted, judge, statusOf, unknown, withoutContentEncoding } from '../probing/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const aesgcm128Accepted: QuirkDescription = defineQuirk(behaviours.aesgcm128Accepted, {
  why: 'A sender with an encoding that no client can read is not told so.',
  probe: async (kit) => {
    if (isAccepted(await kit.observe(withoutContentEncoding))) return unknown('The service does not look at codings.')
    const status = await statusOf(kit, {
      contentEncoding: 'aesgcm',
      headers: { 'Content-Encoding': 'aesgcm128' },
    })
    return judge(isAccepted(status), `A post with Content-Encoding aesgcm128 was answered ${status}.`)
  },
})
