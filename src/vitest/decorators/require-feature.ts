// Skips a test where a feature is missing.
import { type FeatureReference, featureId } from '../../features/index.ts'
import { type Decorator, decorator } from './decorator.ts'

/**
 * The test needs all of these features of the environment; where one is missing it is skipped before anything is provisioned.
 *
 * @example
 * ```ts
 * test.with(requireFeature(Feature.Topic))('replaces', async ({ client }) => {})
 * ```
 */
export function requireFeature(...features: [FeatureReference, ...FeatureReference[]]): Decorator {
  return decorator({ kind: 'feature', features: features.map(featureId) })
}
