// Finds the provisioner that a target names: a built-in one, a file, or a package.
import { isAbsolute, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { TargetSettings } from '../config/index.ts'
import { isPushwrightError, nearest } from '../errors/index.ts'
import type { Provisioner } from './provisioner.ts'

/** The provisioners that come with this package, in `provisioners/`. */
export const builtInProvisioners: readonly string[] = ['anonymous', 'fixture-server', 'production']

const phases = ['configure', 'initialise', 'setup', 'teardown', 'finalise', 'getConnectedClient'] as const

/**
 * Loads the module of a target's provisioner and makes one; it is not configured yet.
 *
 * A path that begins with `./`, `../` or `/` is relative to the project root; the module's default export is the class. It is
 * loaded by Node, so TypeScript in it must be erasable.
 *
 * @throws PushwrightError `ERR_CONFIG` if there is no such module, or it does not export a provisioner.
 */
export async function loadProvisioner(settings: TargetSettings): Promise<Provisioner> {
  const name = settings.provisioner
  const specifier = specifierOf(name, settings.root)
  let module: { default?: unknown }
  try {
    module = (await import(specifier)) as { default?: unknown }
  } catch (cause) {
    if (isPushwrightError(cause)) throw cause
    throw settings.error('provisioner', `the provisioner "${name}" cannot be loaded: ${reason(cause, name)}`)
  }
  const Constructor = module.default
  if (typeof Constructor !== 'function') {
    throw settings.error(
      'provisioner',
      `expected the default export of "${name}" to be a class that extends Provisioner.`,
    )
  }
  const provisioner = new (Constructor as new () => Provisioner)()
  // Not `instanceof`: the module may have another copy of the base class.
  const missing = phases.find((phase) => typeof provisioner[phase] !== 'function')
  if (missing !== undefined) {
    throw settings.error(
      'provisioner',
      `expected "${name}" to export a class that extends Provisioner; it lacks ${missing}().`,
    )
  }
  return provisioner
}

function specifierOf(name: string, root: string): string {
  if (builtInProvisioners.includes(name)) return `pushwright/provisioners/${name}`
  if (name.startsWith('.') || isAbsolute(name)) return pathToFileURL(resolve(root, name)).href
  return name
}

function reason(cause: unknown, name: string): string {
  const { code, message } = cause as NodeJS.ErrnoException
  if (code !== 'ERR_MODULE_NOT_FOUND' && code !== 'MODULE_NOT_FOUND') return message
  const near = nearest(name, builtInProvisioners)
  const suggestion = near === undefined ? '' : ` Did you mean ${near}?`
  return `there is no such module. The built-in ones are ${builtInProvisioners.join(', ')}.${suggestion}`
}
