import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const nonAsciiTopicIgnored: QuirkDescription = defineQuirk(behaviours.nonAsciiTopicIgnored, {
  why: 'A message that was meant to replace another is added to it.',
})
