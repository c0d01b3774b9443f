import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const unregisterKeepsMessages: QuirkDescription = defineQuirk(behaviours.unregisterKeepsMessages, {
  why: 'Messages come for a channel that the client has given up.',
})
