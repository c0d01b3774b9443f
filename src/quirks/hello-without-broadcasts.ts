import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const helloWithoutBroadcasts: QuirkDescription = defineQuirk(behaviours.helloWithoutBroadcasts, {
  why: 'A client that expects the field crashes.',
})
