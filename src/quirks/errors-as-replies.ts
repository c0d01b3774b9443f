import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const errorsAsReplies: QuirkDescription = defineQuirk(behaviours.errorsAsReplies, {
  why: 'A client that expects a closed connection waits for ever.',
})
