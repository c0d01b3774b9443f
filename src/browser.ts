// `pushwright/browser`: real browsers as push clients, apart from the core since most tests need none.
export * from './browser/index.ts'
