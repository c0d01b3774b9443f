import { behaviours } from '../fixture/index.ts'
import { duplicateSession, judge, unknown } from '../probing/index.ts'
import { defineFeature, type FeatureDescription } from './feature.ts'

export const duplicateSessionEviction: FeatureDescription = defineFeature({
  name: 'duplicate-session-eviction',
  role: 'connection',
  text: 'A new session of a client ends the old one.',
  why: 'A client whose network changed need not wait until its old connection is found dead.',
  evidence: 'autopush-rs autoconnect registry, ghost sessions',
  without: behaviours.withoutDuplicateSessionEviction,
  probe: async (kit) => {
    const { newer, older } = await kit.observe(duplicateSession)
    const seen = `Of two sessions with one UAID, the newer was ${newer} and the older ${older === 'open' ? 'left open' : 'closed'}.`
    return newer === 'greeted as another client'
      ? unknown(seen)
      : judge(newer === 'greeted' && older === 'closed', seen)
  },
})
