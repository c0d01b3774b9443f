// What a test author imports: Vitest's functions with push clients as fixtures, and everything of `pushwright/core`.

export * from './core.ts'
export * from './vitest/index.ts'
