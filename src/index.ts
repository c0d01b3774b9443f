// What a test author imports: Vitest's functions with push clients as fixtures, and everything of `pushwright/core`.
import { setUpWithoutPlugin } from './vitest/without-plugin.ts'

export * from './core.ts'
export * from './vitest/index.ts'

await setUpWithoutPlugin()
