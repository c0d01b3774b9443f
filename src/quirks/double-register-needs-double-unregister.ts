import { behaviours } from '../fixture/index.ts'
import { isAccepted, judge, reregistration, unknown } from '../probing/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const doubleRegisterNeedsDoubleUnregister: QuirkDescription = defineQuirk(
  behaviours.doubleRegisterNeedsDoubleUnregister,
  {
    why: 'An endpoint that was given up goes on to take messages.',
    probe: async (kit) => {
      const { afterOne, afterTwo } = await kit.observe(reregistration)
      if (afterOne === undefined || afterTwo === undefined) return unknown('Channels cannot be given up.')
      const seen = `A channel that was registered twice answered ${afterOne} after one unregister, and ${afterTwo} after another.`
      return judge(isAccepted(afterOne) && !isAccepted(afterTwo), seen)
    },
  },
)
