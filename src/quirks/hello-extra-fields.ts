import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const helloExtraFields: QuirkDescription = defineQuirk(behaviours.helloExtraFields, {
  why: 'A strict client refuses the reply.',
})
