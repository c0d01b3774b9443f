import { behaviours } from '../fixture/index.ts'
import { judge, unknown, unregistration } from '../probing/index.ts'
import { defineFeature, type FeatureDescription } from './feature.ts'

export const goneCacheControl: FeatureDescription = defineFeature({
  name: 'gone-cache-control',
  role: 'endpoint',
  text: 'A 410 says for how long it can be cached.',
  why: 'Proxies spare the service the messages for dead subscriptions.',
  evidence: 'autopush-rs autoendpoint error.rs',
  without: behaviours.withoutGoneCacheControl,
  probe: async (kit) => {
    const { gone, works } = await kit.observe(unregistration)
    if (!works) return unknown('Channels cannot be given up.')
    const control = gone.headers['cache-control']
    return judge(
      control !== undefined,
      `A post to a channel that was given up was answered with Cache-Control ${control ?? 'none'}.`,
    )
  },
})
