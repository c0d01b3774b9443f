// Replaces `${env:NAME}` in values.

import { configError, type Origin } from './origin.ts'

// A second dollar in front escapes: `$${env:NAME}` is the text `${env:NAME}`.
const reference = /\$(\$\{env:)|\$\{env:([^}]*)(\})?/g

/**
 * Whether `text` takes anything from the environment.
 *
 * @param text - A value as written.
 */
export function hasEnvReference(text: string): boolean {
  return Array.from(text.matchAll(reference)).some((match) => match[1] === undefined)
}

/** A value whose references are replaced. */
export interface Replaced {
  readonly text: string
  /** What the variables hold. */
  readonly values: readonly string[]
}

/**
 * `text` with every `${env:NAME}` replaced. `$${env:NAME}` stands for the text `${env:NAME}` itself; there is no other interpolation,
 * and what a variable holds is not interpolated again.
 *
 * @param text - A value as written.
 * @param env - The environment.
 * @param origin - Where the value stood.
 * @throws PushwrightError `ERR_CONFIG` when a variable is not set or empty, or the reference is malformed.
 */
export function replaceEnvReferences(
  text: string,
  env: Readonly<Record<string, string | undefined>>,
  origin: Origin,
): Replaced {
  const values: string[] = []
  const replaced = text.replace(
    reference,
    (_, escaped: string | undefined, name: string, close: string | undefined) => {
      if (escaped) return escaped
      if (!close || !/^[A-Za-z_]\w*$/.test(name)) {
        throw configError(origin, `expected a reference such as \${env:NAME}; write $\${env: for the text itself.`)
      }
      const value = Object.hasOwn(env, name) ? env[name] : undefined
      if (value) {
        values.push(value)
        return value
      }
      throw configError(
        origin,
        `the environment variable ${name} is ${value === undefined ? 'not set' : 'empty'}; set it, or select another target.`,
      )
    },
  )
  return { text: replaced, values }
}
