import { behaviours } from '../fixture/index.ts'
import { judge, refusal, unknown } from '../probing/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const negativeTtlErrno114: QuirkDescription = defineQuirk(behaviours.negativeTtlErrno114, {
  why: 'A sender that follows the documentation does not know the number.',
  probe: async (kit) => {
    const { status, errno } = await kit.observe(refusal)
    const seen = `A post with a TTL of -1 was answered ${status}, errno ${errno ?? 'none'}.`
    return errno === undefined ? unknown(seen) : judge(errno === 114, seen)
  },
})
