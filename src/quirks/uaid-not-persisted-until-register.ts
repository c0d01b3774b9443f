import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const uaidNotPersistedUntilRegister: QuirkDescription = defineQuirk(behaviours.uaidNotPersistedUntilRegister, {
  why: 'A client that has no subscription yet is another one after each reconnect.',
})
