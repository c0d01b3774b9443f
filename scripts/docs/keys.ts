// The table of the keys of the INI.
import { globalKeys, type KeyDescription, provisionerKeys, targetKeys } from '../../src/config/index.ts'
import { table } from './table.ts'

const lists: readonly string[] = ['list', 'origins', 'quirks', 'features']

/** Every key of the INI. */
export function keyTable(): string {
  const rows = [
    ...globalKeys.map((description) => cells('`[global]`', description)),
    ...targetKeys.map((description) => cells('every target', description)),
    ...Array.from(provisionerKeys).flatMap(([name, keys]) => keys.map((key) => cells(`\`${name}\``, key))),
  ]
  return table(['Section', 'Key', 'Value', 'Default', 'Meaning'], rows)
}

function cells(section: string, description: KeyDescription): string[] {
  const { name, type, required, text } = description
  const value = description.default === undefined ? (required ? 'required' : '') : `\`${description.default}\``
  return [section, `\`${name}${lists.includes(type) ? '[]' : ''}\``, kindOf(description), value, text]
}

function kindOf({ type, choices = [] }: KeyDescription): string {
  if (type === 'choice') return choices.map((choice) => `\`${choice}\``).join(' or ')
  return lists.includes(type) && type !== 'list' ? `list of ${type}` : type
}
