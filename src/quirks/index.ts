import { addToList, sharedList } from '../registry/index.ts'
import * as all from './all.ts'
import type { QuirkDescription } from './quirk.ts'

export * as Quirk from './all.ts'
export { defineQuirk, type QuirkDescription, type QuirkReference, quirkId, quirkName } from './quirk.ts'

const known = sharedList<QuirkDescription>('quirks', Object.values(all))

/** Every quirk there is: those of this version, and those of the plugins that the INI names. */
export const quirks: readonly QuirkDescription[] = known

/** Adds somebody's own quirks. */
export function addQuirks(own: readonly QuirkDescription[]): void {
  addToList(known, own)
}
