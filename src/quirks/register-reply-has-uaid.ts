import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const registerReplyHasUaid: QuirkDescription = defineQuirk(behaviours.registerReplyHasUaid, {
  why: 'A strict client refuses the reply.',
})
