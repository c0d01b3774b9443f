// A list that every copy of this package in a process shares: the tests, the environment and a user's plugin can each load one.

/** Something with an identity of its own. */
export interface Identified {
  readonly id: string
}

/**
 * The list of this name; the first copy of the package that asks fills it.
 *
 * @param name - What the list is of, such as `quirks`.
 * @param initial - What this copy would begin with.
 */
export function sharedList<T extends Identified>(name: string, initial: readonly T[]): T[] {
  const lists = globalThis as { [key: symbol]: T[] | undefined }
  const key = Symbol.for(`pushwright.${name}`)
  lists[key] ??= [...initial]
  return lists[key]
}

/** Adds entries; one whose id is there already is replaced, as when a module is loaded again. */
export function addToList<T extends Identified>(list: T[], entries: readonly T[]): void {
  for (const entry of entries) {
    const index = list.findIndex(({ id }) => id === entry.id)
    if (index === -1) list.push(entry)
    else list[index] = entry
  }
}
