// Loads a module that the INI names: a provisioner, or a plugin.
import { isAbsolute, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { isPushwrightError, type PushwrightError } from '../errors/index.ts'

/** What to load, and how to say that it cannot be. */
export interface UserModule {
  /** What messages call it, such as `provisioner`. */
  readonly what: string
  /** As written in the INI. */
  readonly name: string
  /** What Node imports. */
  readonly specifier: string
  /** Makes an error that begins with where it was named. */
  readonly error: (message: string) => PushwrightError
  /** The rest of the sentence when there is no such module. */
  readonly hint?: string
}

/** What a module exports, by name. */
type Exports = Readonly<Record<string, unknown>>

/**
 * What Node imports for a name of the INI: a path that begins with `./`, `../` or `/` is relative to the project root, all else is a package.
 *
 * @param name - As written.
 * @param root - The project root.
 */
export function specifierOf(name: string, root: string): string {
  return name.startsWith('.') || isAbsolute(name) ? pathToFileURL(resolve(root, name)).href : name
}

/**
 * The default export of a module. Node loads it, so TypeScript in it must be erasable.
 *
 * @throws PushwrightError `ERR_CONFIG` if there is no such module, or it fails.
 */
export async function importDefault(module: UserModule): Promise<unknown> {
  return (await importModule(module)).default
}

/** All exports of a module. Throws like {@link importDefault}. */
export async function importModule({ what, name, specifier, error, hint = '' }: UserModule): Promise<Exports> {
  try {
    return (await import(specifier)) as Exports
  } catch (cause) {
    if (isPushwrightError(cause)) throw cause
    const message = cause instanceof Error ? cause.message : String(cause)
    const told = isMissing(message, specifier) ? `there is no such module.${hint}` : message
    throw error(`the ${what} "${name}" cannot be loaded: ${told}`)
  }
}

/** Node's code is the same for a module that is there and imports one that is not, so its message is read. */
function isMissing(message: string, specifier: string): boolean {
  const lacking = /^Cannot find (?:module|package) '([^']+)'/.exec(message)?.[1]
  if (lacking === undefined) return false
  if (specifier.startsWith('file:') && lacking === fileURLToPath(specifier)) return true
  // Of a package's path only the package is named.
  return `${specifier}/`.startsWith(`${lacking}/`)
}
