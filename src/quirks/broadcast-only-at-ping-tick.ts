import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const broadcastOnlyAtPingTick: QuirkDescription = defineQuirk(behaviours.broadcastOnlyAtPingTick, {
  why: 'A broadcast reaches clients minutes after it was made.',
  notProbed: 'Nobody but its operator can change a broadcast of a service, and the next ping may be minutes away.',
})
