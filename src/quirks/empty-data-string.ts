import { behaviours } from '../fixture/index.ts'
import { emptyDelivery, judge, stored, unknown } from '../probing/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const emptyDataString: QuirkDescription = defineQuirk(behaviours.emptyDataString, {
  why: 'A client that looks for absent data tries to decrypt nothing.',
  probe: async (kit) => {
    const direct = (await kit.observe(emptyDelivery)).notification
    const found = (await kit.observe(stored))?.notifications ?? []
    // Services may write stored messages otherwise than direct ones.
    const empty = [direct, ...found].filter((one) => one !== undefined && (one.data ?? '') === '')
    if (empty.length === 0) return unknown('No message without a payload came.')
    const data = empty.map((one) => one?.message.data)
    return judge(data.includes(''), `\`data\` of notifications without a payload was ${JSON.stringify(data)}.`)
  },
})
