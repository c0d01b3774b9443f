import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const duplicateSessionLingers: QuirkDescription = defineQuirk(behaviours.duplicateSessionLingers, {
  why: 'An old connection looks alive and gets nothing.',
})
