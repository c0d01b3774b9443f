import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const registerEndpointChanges: QuirkDescription = defineQuirk(behaviours.registerEndpointChanges, {
  why: 'Endpoints cannot be compared to tell whether two subscriptions are one.',
})
