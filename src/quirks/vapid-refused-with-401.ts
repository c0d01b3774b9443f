import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const vapidRefusedWith401: QuirkDescription = defineQuirk(behaviours.vapidRefusedWith401, {
  why: 'A sender cannot tell a missing signature from a wrong one.',
})
