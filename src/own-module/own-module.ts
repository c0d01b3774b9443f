// Finds a module of this package for those that load it by its path: other processes, and Vitest.
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/**
 * The path of a module, as source or as built. What is built is put together into fewer files, so nothing is found beside its
 * neighbours; the package is found by its own name.
 *
 * @param name - Relative to `src/`, without extension. What is built has those alone that `rolldown.config.ts` names.
 */
export function ownModule(name: string): string {
  const root = dirname(createRequire(import.meta.url).resolve('pushwright/package.json'))
  const isSource = new URL(import.meta.url).pathname.endsWith('.ts')
  return isSource ? join(root, 'src', `${name}.ts`) : join(root, 'dist/src', `${name}.js`)
}
