import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const ttlOptional: QuirkDescription = defineQuirk(behaviours.ttlOptional, {
  why: 'A sender that forgot the TTL is not told, and its messages vanish.',
})
