import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const noExposeHeaders: QuirkDescription = defineQuirk(behaviours.noExposeHeaders, {
  why: 'A page that sends cannot learn where to delete its message.',
})
