// The features, a section each.
import { Feature, type FeatureDescription } from '../../src/features/index.ts'

/** Every feature of this package. */
export function featureSections(): string {
  return Object.entries(Feature as Readonly<Record<string, FeatureDescription>>)
    .map(([key, { name, role, text, why, evidence, notProbed }]) =>
      [
        `## ${name}`,
        `\`Feature.${key}\`, of the ${role}. ${text}`,
        [
          `- **Why it matters:** ${why}`,
          `- **Specified in:** ${evidence}`,
          ...(notProbed === undefined ? [] : [`- **Not probed:** ${notProbed}`]),
        ].join('\n'),
      ].join('\n\n'),
    )
    .join('\n\n')
}
