// The table of quirks.
import { Quirk, type QuirkDescription } from '../../src/quirks/index.ts'
import { table } from './table.ts'

/** Every quirk of this package. */
export function quirkTable(): string {
  const rows = Object.entries(Quirk as Readonly<Record<string, QuirkDescription>>).map(([key, quirk]) => {
    const { name, text, why, evidence, notProbed } = quirk
    return [`\`Quirk.${key}\``, `\`${name}\``, `${text} ${why}`, evidence, notProbed ?? 'yes']
  })
  return table(['In a test', 'In the INI', 'What, and why it matters', 'Seen in', 'Found by `probe`'], rows)
}
