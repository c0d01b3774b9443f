import * as all from './all.ts'
import type { FeatureDescription } from './feature.ts'

export * as Feature from './all.ts'
export { type FeatureDescription, type FeatureReference, type FeatureRole, featureId, featureName } from './feature.ts'

/** Every feature this version knows. */
export const features: readonly FeatureDescription[] = Object.values(all)
