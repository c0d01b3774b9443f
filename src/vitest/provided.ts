// What the main process hands to the workers, and what the plugin hands to both.
import type { Overrides } from '../config/index.ts'
import type { Discovery } from '../provisioner/index.ts'

/** The options of the environment, written by the plugin. */
export interface EnvironmentOptions {
  /** The directory that the INI and the paths in it are relative to. */
  readonly root: string
  /** The INI, relative to `root`. Default: see `loadConfiguration`. */
  readonly config?: string
  readonly overrides: Overrides
  /** Whether the project is the first of those that a matrix makes of it. */
  readonly isInMatrix?: boolean
  /** A file that keeps the transcripts of all tests, absolute. Default: none. */
  readonly record?: string
  /** Whether transcripts show payloads, keys and endpoint tokens. Default false. */
  readonly secrets?: boolean
}

/** What the global setup found out, as plain data. */
export type Provided =
  | { readonly state: 'unconfigured'; readonly file: string }
  | { readonly state: 'down'; readonly target: string; readonly message: string }
  | { readonly state: 'ready'; readonly target: string; readonly discovery: Discovery }

/** The key of `provide`, of `meta` and of the environment's options. */
export const pushwrightKey = 'pushwright'

declare module 'vitest' {
  interface ProvidedContext {
    pushwright: Provided
  }
}
