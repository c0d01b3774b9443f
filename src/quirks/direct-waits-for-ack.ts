import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const directWaitsForAck: QuirkDescription = defineQuirk(behaviours.directWaitsForAck, {
  why: 'One message that is handled slowly holds up all that follow.',
})
