import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const pingAbuseClose4774: QuirkDescription = defineQuirk(behaviours.pingAbuseClose4774, {
  why: 'Firefox stays away after such a close.',
})
