import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const topicMessagesFirst: QuirkDescription = defineQuirk(behaviours.topicMessagesFirst, {
  why: 'Messages are handled in another order than they were sent.',
})
