// Finds the provisioner that a target names: a built-in one, a file, or a package.
import type { TargetSettings } from '../config/index.ts'
import { nearest } from '../errors/index.ts'
import { keepSecret } from '../transcript/index.ts'
import type { Provisioner } from './provisioner.ts'
import { importDefault, specifierOf } from './user-module.ts'

/** The provisioners that come with this package, in `provisioners/`. */
export const builtInProvisioners: readonly string[] = [
  'anonymous',
  'chromium',
  'firefox',
  'fixture-server',
  'production',
]

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
  // From here on foreign code has these values, and may tell them in its errors.
  keepSecret(settings.secrets())
  const Constructor = await importDefault({
    what: 'provisioner',
    name,
    specifier: builtInProvisioners.includes(name)
      ? `pushwright/provisioners/${name}`
      : specifierOf(name, settings.root),
    error: (message) => settings.error('provisioner', message),
    hint: hintFor(name),
  })
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

function hintFor(name: string): string {
  const near = nearest(name, builtInProvisioners)
  const suggestion = near === undefined ? '' : ` Did you mean ${near}?`
  return ` The built-in ones are ${builtInProvisioners.join(', ')}.${suggestion}`
}
