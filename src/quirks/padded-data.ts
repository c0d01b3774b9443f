import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const paddedData: QuirkDescription = defineQuirk(behaviours.paddedData, {
  why: 'A strict decoder of base64url refuses it.',
})
