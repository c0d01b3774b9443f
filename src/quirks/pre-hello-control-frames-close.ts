import { behaviours } from '../fixture/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const preHelloControlFramesClose: QuirkDescription = defineQuirk(behaviours.preHelloControlFramesClose, {
  why: 'A client library that pings at once is cut off.',
})
