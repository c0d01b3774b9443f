// Finds a scenario by its name: a shipped one, or an export of a file or a package.
import { didYouMean, nearest, PushwrightError } from '../errors/index.ts'
import { importModule, specifierOf } from '../provisioner/index.ts'
import type { AnyScenario } from './scenario.ts'
import { shippedScenarios } from './shipped/index.ts'

/** A scenario and what it is called. */
export interface FoundScenario {
  readonly scenario: AnyScenario
  readonly name: string
}

/**
 * Finds a scenario.
 *
 * @param name - `basic` for a shipped one; `./file.ts:export` or `package:export`, with dots in the export for members, and
 *   without it for the default export. `aplt.scenarios:notification_forever`, as ap-loadtester has it, is a shipped one too.
 * @param root - The folder that paths are relative to.
 * @throws PushwrightError `ERR_OPTION` if there is none.
 */
export async function findScenario(name: string, root: string): Promise<FoundScenario> {
  const { module, member } = split(name)
  if (module === undefined) return findShipped(member)
  const exports = await importModule({
    what: 'scenario',
    name,
    // A shell completes file names without the dot.
    specifier: specifierOf(isPath(module) && !/^[./]/.test(module) ? `./${module}` : module, root),
    error: (message) => new PushwrightError('ERR_OPTION', `In \`${name}\`, ${message}`),
  })
  const scenario = member
    .split('.')
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | null)?.[key], exports)
  const called = member === 'default' ? module : member
  if (typeof scenario === 'function') return { scenario: scenario as AnyScenario, name: called }
  throw new PushwrightError(
    'ERR_OPTION',
    `Expected ${member} of ${module} to be a scenario, a generator function; got ${typeof scenario}${didYouMean(nearest(member, Object.keys(exports)))}`,
  )
}

/**
 * A scenario of this package.
 *
 * @param name - Such as `notificationForever`; `notification_forever` will do.
 * @throws PushwrightError `ERR_OPTION` if there is none.
 */
function findShipped(name: string): FoundScenario {
  const wanted = normal(name)
  const found = shippedScenarios.find((one) => normal(one.name) === wanted)
  if (found !== undefined) return found
  const near = nearest(
    name,
    shippedScenarios.map((one) => one.name),
  )
  throw new PushwrightError(
    'ERR_OPTION',
    `There is no scenario ${name}${didYouMean(near)} \`pushwright scenario --list\` shows all; one of your own is \`./file.ts:export\`.`,
  )
}

/** The module, if it is not one of this package, and what of it. */
function split(name: string): { readonly module?: string; readonly member: string } {
  const colon = name.lastIndexOf(':')
  if (colon === -1) return isPath(name) ? { module: name, member: 'default' } : { member: name }
  const [module, member] = [name.slice(0, colon), name.slice(colon + 1)]
  return module === 'aplt.scenarios' ? { member } : { module, member }
}

function isPath(name: string): boolean {
  return /^\.{0,2}\/|\.[cm]?[jt]s$/.test(name)
}

function normal(name: string): string {
  return name.replaceAll('_', '').toLowerCase()
}
