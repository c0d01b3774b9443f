import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const vapidSubRequired: QuirkDescription = defineQuirk(behaviours.vapidSubRequired, {
  why: 'A sender that names no contact, which is optional, is refused.',
})
