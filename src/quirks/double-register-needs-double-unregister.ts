import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const doubleRegisterNeedsDoubleUnregister: QuirkDescription = defineQuirk(
  behaviours.doubleRegisterNeedsDoubleUnregister,
  {
    why: 'An endpoint that was given up goes on to take messages.',
  },
)
