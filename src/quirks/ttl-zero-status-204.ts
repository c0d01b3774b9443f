import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const ttlZeroStatus204: QuirkDescription = defineQuirk(behaviours.ttlZeroStatus204, {
  why: 'A sender that looks for 201 takes an accepted message for refused.',
})
