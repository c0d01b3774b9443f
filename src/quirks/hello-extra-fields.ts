import { behaviours } from '../fixture/index.ts'
import { greetings, judge } from '../probing/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

const known: ReadonlySet<string> = new Set(['messageType', 'uaid', 'status', 'use_webpush', 'broadcasts'])

export const helloExtraFields: QuirkDescription = defineQuirk(behaviours.helloExtraFields, {
  why: 'A strict client refuses the reply.',
  probe: async (kit) => {
    const { first } = await kit.observe(greetings)
    const extra = Object.keys(first).filter((field) => !known.has(field))
    return judge(
      extra.length > 0,
      `The reply to hello had ${extra.length === 0 ? 'no other fields' : extra.join(', ')}.`,
    )
  },
})
