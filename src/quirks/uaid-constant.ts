import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const uaidConstant: QuirkDescription = defineQuirk(behaviours.uaidConstant, {
  why: 'Two clients are one.',
})
