import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const deleteAlways204: QuirkDescription = defineQuirk(behaviours.deleteAlways204, {
  why: 'A sender cannot tell whether the message was still there.',
})
