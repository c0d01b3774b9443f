import { behaviours } from '../fixture/index.ts'
import { duplicateSession, judge, unknown } from '../probing/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const duplicateSessionLingers: QuirkDescription = defineQuirk(behaviours.duplicateSessionLingers, {
  why: 'An old connection looks alive and gets nothing.',
  probe: async (kit) => {
    const { newer, older } = await kit.observe(duplicateSession)
    if (newer !== 'greeted') return unknown(`A second session with the same UAID was ${newer}.`)
    return judge(
      older === 'open',
      `The older of two sessions with one UAID was ${older === 'open' ? 'left open' : 'closed'}.`,
    )
  },
})
