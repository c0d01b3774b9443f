import { behaviours } from '../fixture/index.ts'
import { judge } from '../probing/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const plainGet500: QuirkDescription = defineQuirk(behaviours.plainGet500, {
  why: 'A health check by GET reports an error of the server.',
  probe: async (kit) => {
    const { status } = await kit.sender.request('GET', kit.url.replace(/^ws/, 'http'))
    return judge(status === 500, `GET of the connection endpoint was answered ${status}.`)
  },
})
