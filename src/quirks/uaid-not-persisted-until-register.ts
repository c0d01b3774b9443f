import { behaviours } from '../fixture/index.ts'
import { judge, resumption, unknown } from '../probing/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const uaidNotPersistedUntilRegister: QuirkDescription = defineQuirk(behaviours.uaidNotPersistedUntilRegister, {
  why: 'A client that has no subscription yet is another one after each reconnect.',
  probe: async (kit) => {
    const { keepsUnused, keepsUaid } = await kit.observe(resumption)
    if (!keepsUaid) return unknown('No client keeps its UAID.')
    return judge(
      !keepsUnused,
      `A client without channels ${keepsUnused ? 'kept its UAID' : 'got another UAID'} when it came back.`,
    )
  },
})
