import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const headersEncodingOnly: QuirkDescription = defineQuirk(behaviours.headersEncodingOnly, {
  why: 'A message in the draft encoding aesgcm cannot be decrypted, since its keys are in the headers.',
  notProbed: 'it shows only in messages with the draft encoding aesgcm, which a probe does not send',
})
