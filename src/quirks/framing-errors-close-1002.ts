import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const framingErrorsClose1002: QuirkDescription = defineQuirk(behaviours.framingErrorsClose1002, {
  why: 'Too big, not text and broken framing cannot be told apart.',
})
