import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const misleadingPushEndpointOnError: QuirkDescription = defineQuirk(behaviours.misleadingPushEndpointOnError, {
  why: 'A client that does not look at the status hands prose to its backend as an endpoint.',
})
