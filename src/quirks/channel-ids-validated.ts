import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const channelIdsValidated: QuirkDescription = defineQuirk(behaviours.channelIdsValidated, {
  why: 'A client with one odd channel id cannot connect at all.',
})
