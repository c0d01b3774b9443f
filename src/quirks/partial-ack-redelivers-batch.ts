import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const partialAckRedeliversBatch: QuirkDescription = defineQuirk(behaviours.partialAckRedeliversBatch, {
  why: 'A message that was handled comes again as long as another of its batch is not acknowledged.',
})
