import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const unregisterEchoesRequest: QuirkDescription = defineQuirk(behaviours.unregisterEchoesRequest, {
  why: 'A strict client refuses the reply.',
})
