import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const broadcastSubscribeSilentWhenCurrent: QuirkDescription = defineQuirk(
  behaviours.broadcastSubscribeSilentWhenCurrent,
  {
    why: 'A client cannot tell an answer without news from a lost one.',
  },
)
