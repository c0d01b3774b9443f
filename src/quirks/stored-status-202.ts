import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const storedStatus202: QuirkDescription = defineQuirk(behaviours.storedStatus202, {
  why: 'A sender that looks for 201 takes an accepted message for refused.',
})
