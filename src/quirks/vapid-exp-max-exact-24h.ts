import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const vapidExpMaxExact24h: QuirkDescription = defineQuirk(behaviours.vapidExpMaxExact24h, {
  why: 'A sender whose clock is a second fast cannot use the full day.',
})
