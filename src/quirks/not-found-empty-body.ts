import { behaviours } from '../fixture/index.ts'
import { judge, mailbox, refusal, unknown } from '../probing/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const notFoundEmptyBody: QuirkDescription = defineQuirk(behaviours.notFoundEmptyBody, {
  why: 'A sender that reads errno gets none.',
  probe: async (kit) => {
    const other = await kit.observe(refusal)
    if (other.body === '') return unknown('No refusal has a body.')
    const { subscription } = await kit.observe(mailbox)
    const endpoint = subscription.endpoint.replace(/[^/]+$/, 'pushwright')
    const { status, body } = await kit.sender.post({ endpoint, headers: { TTL: '0' }, body: Buffer.alloc(0) })
    const seen = `A post to an unknown endpoint was answered ${status} with ${body.length} characters.`
    return status === 404 ? judge(body === '', seen) : unknown(seen)
  },
})
