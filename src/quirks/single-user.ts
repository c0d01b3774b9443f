import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const singleUser: QuirkDescription = defineQuirk(behaviours.singleUser, {
  why: 'Messages for one client go to whoever connected last.',
  notProbed: 'a probe has several clients at once, which such a service takes for one',
})
