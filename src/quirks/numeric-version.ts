import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const numericVersion: QuirkDescription = defineQuirk(behaviours.numericVersion, {
  why: 'A client that keeps the version as text acknowledges another one.',
})
