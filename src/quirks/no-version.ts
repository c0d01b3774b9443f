import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const noVersion: QuirkDescription = defineQuirk(behaviours.noVersion, {
  why: 'Nothing can be acknowledged or told apart.',
})
