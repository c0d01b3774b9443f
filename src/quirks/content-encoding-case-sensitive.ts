import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const contentEncodingCaseSensitive: QuirkDescription = defineQuirk(behaviours.contentEncodingCaseSensitive, {
  why: 'A sender that writes AES128GCM is refused, although content codings have no case.',
})
