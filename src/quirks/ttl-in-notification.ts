import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const ttlInNotification: QuirkDescription = defineQuirk(behaviours.ttlInNotification, {
  why: 'A strict client refuses the message.',
})
