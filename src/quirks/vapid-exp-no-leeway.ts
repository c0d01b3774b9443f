import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const vapidExpNoLeeway: QuirkDescription = defineQuirk(behaviours.vapidExpNoLeeway, {
  why: 'A sender whose clock is a second slow is refused.',
})
