import { addToList, sharedList } from '../registry/index.ts'
import * as all from './all.ts'
import type { FeatureDescription } from './feature.ts'

export * as Feature from './all.ts'
export {
  defineFeature,
  type FeatureDescription,
  type FeatureReference,
  type FeatureRole,
  featureId,
  featureName,
} from './feature.ts'

const known = sharedList<FeatureDescription>('features', Object.values(all))

/** Every feature there is: those of this version, and those of the plugins that the INI names. */
export const features: readonly FeatureDescription[] = known

/** Adds somebody's own features. */
export function addFeatures(own: readonly FeatureDescription[]): void {
  addToList(known, own)
}
