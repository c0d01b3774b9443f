import * as all from './all.ts'
import type { QuirkDescription } from './quirk.ts'

export * as Quirk from './all.ts'
export { type QuirkDescription, type QuirkReference, quirkId, quirkName } from './quirk.ts'

/** Every quirk this version knows. */
export const quirks: readonly QuirkDescription[] = Object.values(all)
