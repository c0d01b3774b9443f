import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const emptyDataString: QuirkDescription = defineQuirk(behaviours.emptyDataString, {
  why: 'A client that looks for absent data tries to decrypt nothing.',
})
