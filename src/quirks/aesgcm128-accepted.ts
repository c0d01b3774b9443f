import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const aesgcm128Accepted: QuirkDescription = defineQuirk(behaviours.aesgcm128Accepted, {
  why: 'A sender with an encoding that no client can read is not told so.',
})
