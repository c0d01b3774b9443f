// The table of features.
import { Feature, type FeatureDescription } from '../../src/features/index.ts'
import { table } from './table.ts'

/** Every feature of this package. */
export function featureTable(): string {
  const rows = Object.entries(Feature as Readonly<Record<string, FeatureDescription>>).map(([key, feature]) => {
    const { name, role, text, why, evidence, notProbed } = feature
    return [`\`Feature.${key}\``, `\`${name}\``, role, `${text} ${why}`, evidence, notProbed ?? 'yes']
  })
  return table(['In a test', 'In the INI', 'Of', 'What, and why it matters', 'Specified in', 'Found by `probe`'], rows)
}
