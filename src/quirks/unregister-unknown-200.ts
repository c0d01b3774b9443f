import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const unregisterUnknown200: QuirkDescription = defineQuirk(behaviours.unregisterUnknown200, {
  why: 'A client cannot tell that it gave up the wrong channel.',
})
