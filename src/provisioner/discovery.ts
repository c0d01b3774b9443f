// What is known of a target: who offers which feature, and which quirks it has. Plain data, made once and handed to workers.
import { type FeatureReference, type FeatureRole, featureId } from '../features/index.ts'
import { type QuirkReference, quirkId } from '../quirks/index.ts'

/** A part of the environment and what it offers. */
export interface FeatureProvider {
  readonly role: FeatureRole
  /** The URL or origin of the part. */
  readonly url: string
  /** Feature ids. */
  readonly features: readonly string[]
}

/** What discovery found, as plain data. */
export interface Discovery {
  readonly providers: readonly FeatureProvider[]
  /** Quirk ids. */
  readonly quirks: readonly string[]
  /** Whatever the provisioner hands from the main process to the workers, such as the URL of a server of the run. */
  readonly shared?: Readonly<Record<string, unknown>>
}

/** A provider together with those of the wanted features that it has. */
export interface FeatureSubset {
  readonly provider: FeatureProvider
  readonly features: readonly string[]
}

/** Answers questions about features and quirks. */
export class Capabilities {
  readonly providers: readonly FeatureProvider[]
  readonly quirks: ReadonlySet<string>

  constructor(discovery: Pick<Discovery, 'providers' | 'quirks'>) {
    this.providers = discovery.providers
    this.quirks = new Set(discovery.quirks)
  }

  /** Whether some part of the environment offers the feature. */
  hasFeature(feature: FeatureReference): boolean {
    const id = featureId(feature)
    return this.providers.some(({ features }) => features.includes(id))
  }

  /** Whether the target has the quirk. */
  hasQuirk(quirk: QuirkReference): boolean {
    return this.quirks.has(quirkId(quirk))
  }

  /** Every provider that offers all of these features, in order; all providers if none is named. */
  getFeatureProviders(wanted: readonly FeatureReference[]): FeatureProvider[] {
    const ids = wanted.map(featureId)
    return this.providers.filter(({ features }) => ids.every((id) => features.includes(id)))
  }

  /** The provider that offers all the required features and most of the wanted ones; the first of equals. */
  getFeatureSubsetProvider(
    wanted: readonly FeatureReference[],
    required: readonly FeatureReference[] = [],
  ): FeatureSubset | undefined {
    const ids = [...new Set([...wanted, ...required].map(featureId))]
    return this.getFeatureProviders(required)
      .map((provider) => ({ provider, features: ids.filter((id) => provider.features.includes(id)) }))
      .reduce<FeatureSubset | undefined>(
        (best, subset) => (best === undefined || subset.features.length > best.features.length ? subset : best),
        undefined,
      )
  }
}
