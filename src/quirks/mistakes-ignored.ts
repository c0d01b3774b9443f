import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const mistakesIgnored: QuirkDescription = defineQuirk(behaviours.mistakesIgnored, {
  why: 'A client that makes a mistake waits for an answer that never comes.',
  notProbed: 'a service that says nothing cannot be told from one that is slow',
})
