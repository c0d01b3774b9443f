// Writes a commented INI to start from.

import { isList, type KeyDescription } from './key-description.ts'
import { globalKeys, keysOf } from './keys.ts'
import { provisionerKeys } from './provisioner-keys.ts'

/**
 * A commented INI with every key; what a target needs is written out, the rest is commented out with its default or an example.
 */
export function sampleIni(): string {
  const global = globalKeys.flatMap((description) => lines(description, description.name === 'target'))
  const targets = Array.from(provisionerKeys.keys(), (provisioner) => {
    const keys = (keysOf(provisioner) ?? []).filter(({ name }) => name !== 'provisioner')
    return [`[${provisioner}]`, ...keys.flatMap((description) => lines(description, description.required === true))]
  })
  const intro = [
    '; Which push service the tests talk to. Each section below [global] is a target; its provisioner is the one of the same name,',
    '; unless `provisioner = ...` names another.',
    `; A value with ; or # in it needs quotes. \${env:NAME} takes a value from the environment and keeps it out of every message.`,
  ]
  return `${[intro, ['[global]', ...global], ...targets].map((block) => block.join('\n')).join('\n\n')}\n`
}

function lines(description: KeyDescription, active: boolean): string[] {
  const { name, text, example } = description
  const assignment = `${name}${isList(description) ? '[]' : ''} = ${description.default ?? example ?? ''}`
  return [`; ${text}`, active ? assignment : `;${assignment}`]
}
