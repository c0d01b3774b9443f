import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const headersNull: QuirkDescription = defineQuirk(behaviours.headersNull, {
  why: 'A client that reads `headers.encoding` without care crashes.',
})
