import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const ttlRequiredOnlyToStore: QuirkDescription = defineQuirk(behaviours.ttlRequiredOnlyToStore, {
  why: 'A sender that forgot the TTL learns of it only when a client is away.',
})
