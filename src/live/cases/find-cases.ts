// Finds the cases that a command line names: shipped ones, and those that files export.
import { didYouMean, nearest, PushwrightError } from '../../errors/index.ts'
import { importModule, specifierOf } from '../../provisioner/index.ts'
import type { AnyCase } from '../case/case.ts'
import { pushRoundtrip } from './push-roundtrip.ts'

/** The cases of this package. */
export const shippedCases: readonly AnyCase[] = [pushRoundtrip]

/**
 * The cases of a name.
 *
 * @param name - `push-roundtrip` for a shipped one; the path of a file, of which every exported case is meant, objects and classes.
 * @param root - The folder that paths are relative to.
 * @throws PushwrightError `ERR_OPTION` if there is none.
 */
export async function findCases(name: string, root: string): Promise<readonly AnyCase[]> {
  const shipped = shippedCases.find((one) => one.name === name)
  if (shipped !== undefined) return [shipped]
  if (!/^\.{0,2}\/|\.[cm]?[jt]s$/.test(name)) {
    const near = nearest(
      name,
      shippedCases.map((one) => one.name),
    )
    throw new PushwrightError('ERR_OPTION', `There is no case ${name}${didYouMean(near)} One of your own is ./file.ts.`)
  }
  const exports = await importModule({
    what: 'file of cases',
    name,
    specifier: specifierOf(/^[./]/.test(name) ? name : `./${name}`, root),
    error: (message) => new PushwrightError('ERR_OPTION', `In \`live ${name}\`, ${message}`),
  })
  const cases = new Set(
    Object.entries(exports).flatMap(([exported, value]) => casesOf(value, `${exported} of ${name}`)),
  )
  if (cases.size > 0) return [...cases]
  throw new PushwrightError(
    'ERR_OPTION',
    `Expected ${name} to export a case, made by \`defineCase\` or a class; got none.`,
  )
}

function casesOf(value: unknown, what: string): AnyCase[] {
  if (isCase(value)) return [value]
  if (typeof value !== 'function' || typeof (value.prototype as Partial<AnyCase> | undefined)?.run !== 'function')
    return []
  const made = make(value as new () => unknown, what)
  return isCase(made) ? [made] : []
}

function make(type: new () => unknown, what: string): unknown {
  try {
    return new type()
  } catch (cause) {
    throw new PushwrightError(
      'ERR_OPTION',
      `Could not make the case ${what}: ${(cause as Error).message}. A class of cases is made without arguments; export an object of it if it needs some.`,
      { cause },
    )
  }
}

function isCase(value: unknown): value is AnyCase {
  const { name, run } = (value ?? {}) as Partial<AnyCase>
  return typeof value === 'object' && typeof name === 'string' && typeof run === 'function'
}
