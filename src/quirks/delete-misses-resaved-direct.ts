import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const deleteMissesResavedDirect: QuirkDescription = defineQuirk(behaviours.deleteMissesResavedDirect, {
  why: 'A message that was taken back is delivered after the next reconnect.',
})
