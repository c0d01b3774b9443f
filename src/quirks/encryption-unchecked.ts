import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const encryptionUnchecked: QuirkDescription = defineQuirk(behaviours.encryptionUnchecked, {
  why: 'A sender learns of its mistake from the silence of its clients.',
})
