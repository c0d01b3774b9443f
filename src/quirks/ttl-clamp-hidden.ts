import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const ttlClampHidden: QuirkDescription = defineQuirk(behaviours.ttlClampHidden, {
  why: 'A sender believes that its message is kept for longer than it is.',
  notProbed:
    'The answer looks as it must; only when the message is gone too early, after weeks, it turns out to be wrong.',
})
