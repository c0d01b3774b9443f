// The table of environment variables.
import { otherVariables } from '../../src/config/index.ts'
import { table } from './markdown.ts'

/** The variables that are no keys of the INI. */
export function environmentTable(): string {
  return table(
    ['Variable', 'Meaning'],
    otherVariables.map(({ name, text }) => [`\`${name}\``, text]),
  )
}
