import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const laxRegisterKey: QuirkDescription = defineQuirk(behaviours.laxRegisterKey, {
  why: 'A subscription is made that no sender can ever use.',
})
