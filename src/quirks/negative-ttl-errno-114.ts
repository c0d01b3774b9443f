import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const negativeTtlErrno114: QuirkDescription = defineQuirk(behaviours.negativeTtlErrno114, {
  why: 'A sender that follows the documentation does not know the number.',
})
