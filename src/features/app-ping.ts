import { behaviours } from '../fixture/index.ts'
import { describeAnswer, judge, pings } from '../probing/index.ts'
import { defineFeature, type FeatureDescription } from './feature.ts'

export const appPing: FeatureDescription = defineFeature({
  name: 'app-ping',
  role: 'connection',
  text: 'The service answers the application-level ping `{}`.',
  why: 'Clients behind proxies notice dead connections.',
  evidence: 'autopush-rs autoconnect-ws-sm, process_ping',
  without: behaviours.withoutAppPing,
  probe: async (kit) => {
    const { first } = await kit.observe(pings)
    return judge(first.kind === 'reply', `An application ping ${describeAnswer(first)}.`)
  },
})
