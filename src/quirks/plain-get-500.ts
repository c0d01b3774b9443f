import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const plainGet500: QuirkDescription = defineQuirk(behaviours.plainGet500, {
  why: 'A health check by GET reports an error of the server.',
})
