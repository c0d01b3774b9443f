import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const deleteMissesDirect: QuirkDescription = defineQuirk(behaviours.deleteMissesDirect, {
  why: 'A message that a crashed client has not handled comes back although its sender took it back.',
})
