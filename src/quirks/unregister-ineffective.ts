import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const unregisterIneffective: QuirkDescription = defineQuirk(behaviours.unregisterIneffective, {
  why: 'An endpoint that was given up goes on to take messages.',
  notProbed: 'it looks like a service that has no unregister, which is probed as a feature',
})
