import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const goneAnswers404: QuirkDescription = defineQuirk(behaviours.goneAnswers404, {
  why: 'A sender that deletes subscriptions on 410 alone keeps dead ones.',
})
