import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const successStatus200: QuirkDescription = defineQuirk(behaviours.successStatus200, {
  why: 'A sender that looks for 201 takes an accepted message for refused.',
})
