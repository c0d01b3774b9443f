import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const oversize400: QuirkDescription = defineQuirk(behaviours.oversize400, {
  why: 'A sender cannot tell a body that is too large from one that is wrong.',
})
