import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const topicNotReplaced: QuirkDescription = defineQuirk(behaviours.topicNotReplaced, {
  why: 'A client that comes back works through every old state before the latest.',
})
