import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const fragmentsRefused: QuirkDescription = defineQuirk(behaviours.fragmentsRefused, {
  why: 'A client whose library splits long messages is cut off.',
})
