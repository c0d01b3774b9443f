// Writes the key tables for the README.

import { isList, type KeyDescription } from './key-description.ts'
import { globalKeys, targetKeys } from './keys.ts'
import { provisionerKeys } from './provisioner-keys.ts'

/**
 * Every key of the INI as one Markdown table.
 */
export function keyTable(): string {
  const rows = [
    row(['Section', 'Key', 'Value', 'Default', 'Meaning']),
    row(['---', '---', '---', '---', '---']),
    ...globalKeys.map((description) => describe('`[global]`', description)),
    ...targetKeys.map((description) => describe('every target', description)),
    ...Array.from(provisionerKeys).flatMap(([name, keys]) =>
      keys.map((description) => describe(`\`${name}\``, description)),
    ),
  ]
  return `${rows.join('\n')}\n`
}

function describe(section: string, description: KeyDescription): string {
  const { name, required, text } = description
  const value = description.default === undefined ? (required ? 'required' : '') : `\`${description.default}\``
  return row([section, `\`${name}${isList(description) ? '[]' : ''}\``, kindOf(description), value, text])
}

function kindOf({ type, choices = [] }: KeyDescription): string {
  if (type === 'choice') return choices.map((choice) => `\`${choice}\``).join(' or ')
  if (type === 'list') return 'list'
  if (['origins', 'quirks', 'features'].includes(type)) return `list of ${type}`
  return type
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
}
