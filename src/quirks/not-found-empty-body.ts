import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const notFoundEmptyBody: QuirkDescription = defineQuirk(behaviours.notFoundEmptyBody, {
  why: 'A sender that reads errno gets none.',
})
