// Finds the provisioner that a target names: a built-in one, a file, or a package.
import { isAbsolute, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { TargetSettings } from '../config/index.ts'
import { isPushwrightError, nearest } from '../errors/index.ts'
import type { Provisioner } from './provisioner.ts'

/** The provisioners that come with this package, in `provisioners/`. */
export const builtInProvisioners: readonly string[] = ['anonymous', 'fixture-server', 'production']

const methods = [
  'configure',
  'prepareRun',
  'finishRun',
  'probeHealth',
  'discover',
  'initialise',
  'setup',
  'teardown',
  'finalise',
  'getConnectedClient',
  'getApplicationServer',
] as const

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
    throw settings.error('provisioner', `the provisioner "${name}" cannot be loaded: ${reason(cause, name, specifier)}`)
  }
  const Constructor = module.default
  if (typeof Constructor !== 'function') {
    throw settings.error(
      'provisioner',
      `expected the default export of "${name}" to be a class that extends Provisioner.`,
    )
  }
  // Looked at before it is made, and not with `instanceof`: the module may have another copy of the base class.
  const prototype = (Constructor.prototype ?? {}) as Partial<Provisioner>
  const missing = methods.find((method) => typeof prototype[method] !== 'function')
  if (missing !== undefined) {
    throw settings.error(
      'provisioner',
      `expected "${name}" to export a class that extends Provisioner; it lacks ${missing}().`,
    )
  }
  return new (Constructor as new () => Provisioner)()
}

function specifierOf(name: string, root: string): string {
  if (builtInProvisioners.includes(name)) return `pushwright/provisioners/${name}`
  if (name.startsWith('.') || isAbsolute(name)) return pathToFileURL(resolve(root, name)).href
  return name
}

function reason(cause: unknown, name: string, specifier: string): string {
  const message = cause instanceof Error ? cause.message : String(cause)
  // Node's message, whose code is the same for a module that is there and imports one that is not.
  const lacking = /^Cannot find (?:module|package) '([^']+)'/.exec(message)?.[1]
  if (lacking === undefined || !isPartOf(lacking, specifier)) return message
  const near = nearest(name, builtInProvisioners)
  const suggestion = near === undefined ? '' : ` Did you mean ${near}?`
  return `there is no such module. The built-in ones are ${builtInProvisioners.join(', ')}.${suggestion}`
}

/** Of a package's path only the package is named. */
function isPartOf(lacking: string, specifier: string): boolean {
  if (specifier.startsWith('file:') && lacking === fileURLToPath(specifier)) return true
  return `${specifier}/`.startsWith(`${lacking}/`)
}
