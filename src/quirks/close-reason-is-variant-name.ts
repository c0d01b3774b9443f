import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const closeReasonIsVariantName: QuirkDescription = defineQuirk(behaviours.closeReasonIsVariantName, {
  why: 'Nobody who reads a log can tell what the client did wrong.',
})
