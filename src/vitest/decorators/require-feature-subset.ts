// Skips a test where no part of the environment has what it needs, and lets it use what else there is.
import { type FeatureReference, featureId } from '../../features/index.ts'
import { type Decorator, decorator } from './decorator.ts'

/**
 * The test needs one part of the environment with all of the `required` features, and can use the `wanted` ones. Which of them
 * there are is told by `provisioner.getFeatureSubsetProvider(wanted, required)`.
 *
 * @example
 * ```ts
 * test.with(requireFeatureSubset([Feature.Topic, Feature.Delete], [Feature.StoreAndForward]))('stores', async ({ client }) => {})
 * ```
 */
export function requireFeatureSubset(
  wanted: readonly FeatureReference[],
  required: readonly FeatureReference[] = [],
): Decorator {
  return decorator({ kind: 'feature-subset', wanted: wanted.map(featureId), required: required.map(featureId) })
}
