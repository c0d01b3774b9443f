import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const oldEndpointsSurviveReregister: QuirkDescription = defineQuirk(behaviours.oldEndpointsSurviveReregister, {
  why: 'An endpoint that leaked cannot be revoked by subscribing anew.',
})
