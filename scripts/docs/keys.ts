// The table of the keys of the INI.
import { globalKeys, isList, type KeyDescription, provisionerKeys, targetKeys } from '../../src/config/index.ts'
import { table } from './markdown.ts'

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
  const { name, required, text } = description
  const value = description.default === undefined ? (required ? 'required' : '') : `\`${description.default}\``
  return [section, `\`${name}${isList(description) ? '[]' : ''}\``, kindOf(description), value, text]
}

function kindOf(description: KeyDescription): string {
  const { type, choices = [] } = description
  if (type === 'choice') return choices.map((choice) => `\`${choice}\``).join(' or ')
  return isList(description) && type !== 'list' ? `list of ${type}` : type
}
