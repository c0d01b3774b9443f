// The first INI of a project.
import type { InitTarget } from '../target-kinds.ts'

/** An INI with one target, and the fixture server beside it. */
export function ini({ kind, url }: InitTarget): string {
  const section = url === undefined ? kind : 'stage'
  const target = url === undefined ? [`[${kind}]`] : ['[stage]', 'provisioner = anonymous', `url = ${quoted(url)}`]
  const fixture = ['', '; The push service that comes with Pushwright.', '[fixture-server]', 'profile = ideal']
  return [
    '; Which push service the tests talk to: each section below [global] is one.',
    '; `npx pushwright targets` lists them, and PUSHWRIGHT_TARGET selects another.',
    '[global]',
    `target = ${section}`,
    ...(section === 'fixture-server' ? [] : ['', ...target]),
    ...fixture,
    '',
  ].join('\n')
}

/** An unquoted `;` or `#` would begin a comment. */
function quoted(value: string): string {
  return /[;#=]/.test(value) ? JSON.stringify(value) : value
}
