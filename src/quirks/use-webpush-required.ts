import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const useWebpushRequired: QuirkDescription = defineQuirk(behaviours.useWebpushRequired, {
  why: 'A client that leaves the optional field out cannot connect.',
})
