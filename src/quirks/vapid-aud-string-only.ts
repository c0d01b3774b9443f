import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const vapidAudStringOnly: QuirkDescription = defineQuirk(behaviours.vapidAudStringOnly, {
  why: 'A token with a list of audiences, which JWT allows, is refused.',
})
