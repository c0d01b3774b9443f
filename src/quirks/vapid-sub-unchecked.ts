import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const vapidSubUnchecked: QuirkDescription = defineQuirk(behaviours.vapidSubUnchecked, {
  why: 'An operator cannot reach a sender whose contact is nonsense.',
})
