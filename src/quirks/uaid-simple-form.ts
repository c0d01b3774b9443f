import { behaviours } from '../fixture/index.ts'
import { greetings, judge } from '../probing/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const uaidSimpleForm: QuirkDescription = defineQuirk(behaviours.uaidSimpleForm, {
  why: 'A client that compares ids in their two forms finds them different.',
  probe: async (kit) => {
    const { uaid } = (await kit.observe(greetings)).first
    const isSimple = /^[0-9a-f]{32}$/i.test(uaid)
    return judge(isSimple, `A UAID had ${uaid.length} characters${isSimple ? ', all hexadecimal digits' : ''}.`)
  },
})
