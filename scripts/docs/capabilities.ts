// The features and the quirks, a section each.
import { Feature, type FeatureDescription } from '../../src/features/index.ts'
import { Quirk, type QuirkDescription } from '../../src/quirks/index.ts'

/** Every feature of this package. */
export function featureSections(): string {
  return Object.entries(Feature as Readonly<Record<string, FeatureDescription>>)
    .map(([key, feature]) => section(feature, `\`Feature.${key}\`, of the ${feature.role}.`, 'Specified in'))
    .join('\n\n')
}

/** Every quirk of this package. */
export function quirkSections(): string {
  return Object.entries(Quirk as Readonly<Record<string, QuirkDescription>>)
    .map(([key, quirk]) => section(quirk, `\`Quirk.${key}\`.`, 'Seen in'))
    .join('\n\n')
}

function section(
  { name, text, why, evidence, notProbed }: FeatureDescription | QuirkDescription,
  asWritten: string,
  source: string,
): string {
  const facts = [
    `- **Why it matters:** ${why}`,
    `- **${source}:** ${evidence}`,
    ...(notProbed === undefined ? [] : [`- **Not probed:** ${notProbed}`]),
  ]
  return [`## ${name}`, `${asWritten} ${text}`, facts.join('\n')].join('\n\n')
}
