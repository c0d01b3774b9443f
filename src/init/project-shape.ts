// What kind of project a directory is: its modules, its Vitest config, and what is installed.
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { PushwrightError } from '../errors/index.ts'

/** What the files to write depend on. */
export interface ProjectShape {
  /** The extension of modules: a CommonJS package says so in each name. */
  readonly moduleExtension: 'ts' | 'mts'
  /** The config that Vitest finds in the directory, if there is one. */
  readonly configFile: string | undefined
  /** Packages that the tests need, and that cannot be resolved. */
  readonly missingPackages: readonly string[]
}

const extensions = ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs']

/** In the order in which Vitest looks. */
const configNames = ['vitest', 'vite'].flatMap((name) => extensions.map((extension) => `${name}.config.${extension}`))

/** Looks at a directory. */
export function shapeOf(directory: string): ProjectShape {
  const { type } = readPackage(directory)
  return {
    moduleExtension: type === 'module' ? 'ts' : 'mts',
    configFile: configNames.find((name) => existsSync(join(directory, name))),
    missingPackages: ['pushwright', 'vitest'].filter((name) => !isInstalled(name, directory)),
  }
}

function readPackage(directory: string): { readonly type?: unknown } {
  const file = join(directory, 'package.json')
  if (!existsSync(file)) throw noPackage(directory)
  try {
    return Object(JSON.parse(readFileSync(file, 'utf8'))) as { type?: unknown }
  } catch (cause) {
    throw new PushwrightError(
      'ERR_STATE',
      `Expected ${file} to be JSON, got ${(cause as Error).message}. Mend it, and run this again.`,
      { cause },
    )
  }
}

function noPackage(directory: string): PushwrightError {
  const above = ancestorsOf(directory).find((ancestor) => existsSync(join(ancestor, 'package.json')))
  const advice =
    above === undefined ? 'Run `npm init -y` first.' : `Run this in ${above}, or \`npm init -y\` here first.`
  return new PushwrightError('ERR_STATE', `Expected a package.json in ${directory}, there is none. ${advice}`)
}

/** From the next one up. */
function ancestorsOf(directory: string): string[] {
  const above = dirname(directory)
  return above === directory ? [] : [above, ...ancestorsOf(above)]
}

function isInstalled(name: string, directory: string): boolean {
  try {
    createRequire(join(directory, 'package.json')).resolve(`${name}/package.json`)
    return true
  } catch {
    // Whatever keeps it from being resolved, the tests would not find it either.
    return false
  }
}
