// The first INI of a project.
import type { InitTarget } from '../target-kinds.ts'

/** An INI with one target, and the fixture server beside it. */
export function ini(target: InitTarget): string {
  const name = target.kind === 'anonymous' ? 'stage' : target.kind
  return [
    '; Which push service the tests talk to: each section below [global] is one.',
    '; `npx pushwright targets` lists them, and PUSHWRIGHT_TARGET selects another.',
    '[global]',
    `target = ${name}`,
    ...(name === 'fixture-server' ? [] : ['', `[${name}]`, ...linesOf(target)]),
    '',
    '; The push service that comes with Pushwright.',
    '[fixture-server]',
    'profile = ideal',
    '',
  ].join('\n')
}

function linesOf({ kind, url = '', endpoints = '' }: InitTarget): string[] {
  switch (kind) {
    case 'anonymous':
      return ['provisioner = anonymous', `url = ${quoted(url)}`]
    case 'production':
      return [
        `url = ${quoted(url)}`,
        `endpoint_allow[] = ${quoted(endpoints)}`,
        '; Nothing is sent there before you say so: remove the semicolon.',
        '; enabled = true',
      ]
    default:
      return []
  }
}

/** An unquoted `;` or `#` would begin a comment. */
function quoted(value: string): string {
  return /[;#=]/.test(value) ? JSON.stringify(value) : value
}
