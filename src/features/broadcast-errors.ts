import { behaviours } from '../fixture/index.ts'
import { broadcastSubscription, describeAnswer, judge, unknown } from '../probing/index.ts'
import { defineFeature, type FeatureDescription } from './feature.ts'

export const broadcastErrors: FeatureDescription = defineFeature({
  name: 'broadcast-errors',
  role: 'connection',
  text: 'Broadcast ids that are unknown are named under `errors`.',
  why: 'A client learns that it waits for something that never comes.',
  evidence: 'autopush-rs autoconnect broadcast handling',
  without: behaviours.withoutBroadcastErrors,
  probe: async (kit) => {
    const { unheardOf, isKnown } = await kit.observe(broadcastSubscription)
    if (!isKnown) return unknown(`A broadcast_subscribe ${describeAnswer(unheardOf)}.`)
    const isNamed = unheardOf.kind === 'reply' && JSON.stringify(unheardOf.reply).includes('"errors"')
    return judge(isNamed, `A broadcast that nobody knows was ${isNamed ? '' : 'not '}named under errors.`)
  },
})
