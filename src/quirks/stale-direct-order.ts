import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const staleDirectOrder: QuirkDescription = defineQuirk(behaviours.staleDirectOrder, {
  why: 'Messages are handled in another order than they were sent.',
})
