import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const ackedStoredRedelivered: QuirkDescription = defineQuirk(behaviours.ackedStoredRedelivered, {
  why: 'A client must remember what it has handled, or handle it twice.',
})
