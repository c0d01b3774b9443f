import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const uaidSimpleForm: QuirkDescription = defineQuirk(behaviours.uaidSimpleForm, {
  why: 'A client that compares ids in their two forms finds them different.',
})
