// What the console shows of plain data that is a capability: the same without the secrets.
import { inspect } from 'node:util'
import { redactData } from '../transcript/index.ts'

/** The same object, which the console shows without its secrets; code reads them as ever. */
export function shownRedacted<T extends object>(data: T): T {
  const value = (): unknown => redactData(data)
  // Not enumerable, so that a comparison and a copy do not see it.
  return Object.defineProperty(data, inspect.custom, { value })
}
