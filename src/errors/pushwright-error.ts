// The one error class of the package: a stable code to match on and a message that says what to do.

const brand = Symbol.for('pushwright.error')

/**
 * Every code a {@link PushwrightError} can carry, for an exhaustive `switch`.
 *
 * - `ERR_CONFIG`: the INI, an environment variable or a plugin option is wrong; `details` has `file`, `line`, `section` and `key`.
 * - `ERR_UNCONFIGURED`: there is no INI, so nothing can be provisioned.
 * - `ERR_OPTION`: a function was called with an argument it cannot use.
 * - `ERR_MESSAGE`: a frame is not a message of the autopush protocol.
 * - `ERR_KEY`: a public, private or VAPID key is malformed.
 * - `ERR_ENCRYPT`, `ERR_DECRYPT`: RFC 8188 / RFC 8291 encryption cannot be done or undone.
 * - `ERR_VAPID`: a VAPID token or header is refused; `details.reason` says which rule.
 * - `ERR_TIMEOUT`: a deadline passed; `details` has `timeout` in milliseconds and what was awaited.
 * - `ERR_ABORTED`: the caller's AbortSignal ended a wait.
 * - `ERR_CONNECT`: the WebSocket could not be opened.
 * - `ERR_CLOSED`: the WebSocket closed while something waited on it; `details` has `closeCode` and `closeReason`.
 * - `ERR_STATE`: the call does not fit the state of the object, such as `register` before `hello`.
 * - `ERR_REFUSED`: the push service answered a request with a status other than 200; `details.status` has it.
 * - `ERR_UNEXPECTED`: something arrived that must not have.
 * - `ERR_NETWORK`: an HTTP request got no answer.
 * - `ERR_NOT_ALLOWED`: a safety rule (allow-list, cap, `enabled`) forbids the call.
 * - `ERR_LIMIT`: a limit on clients, bytes or entries is reached.
 * - `ERR_TARGET_DOWN`: the target did not answer the health probe.
 * - `ERR_PHASE`: a provisioner failed or overran in one phase; `details` has `phase` and `target`.
 * - `ERR_LEAK`: teardown found something that was still open.
 * - `ERR_MISSING_PACKAGE`: an optional peer is needed and not installed.
 * - `ERR_NODE_VERSION`: Node is too old for this package.
 */
export type PushwrightErrorCode =
  | 'ERR_CONFIG'
  | 'ERR_UNCONFIGURED'
  | 'ERR_OPTION'
  | 'ERR_MESSAGE'
  | 'ERR_KEY'
  | 'ERR_ENCRYPT'
  | 'ERR_DECRYPT'
  | 'ERR_VAPID'
  | 'ERR_TIMEOUT'
  | 'ERR_ABORTED'
  | 'ERR_CONNECT'
  | 'ERR_CLOSED'
  | 'ERR_STATE'
  | 'ERR_REFUSED'
  | 'ERR_UNEXPECTED'
  | 'ERR_NETWORK'
  | 'ERR_NOT_ALLOWED'
  | 'ERR_LIMIT'
  | 'ERR_TARGET_DOWN'
  | 'ERR_PHASE'
  | 'ERR_LEAK'
  | 'ERR_MISSING_PACKAGE'
  | 'ERR_NODE_VERSION'

/** What a {@link PushwrightError} can say beyond its message. */
export interface PushwrightErrorOptions {
  /** The error underneath. */
  cause?: unknown
  /** Facts about the failure as plain data, such as `{ status: 410, errno: 106 }`. */
  details?: Record<string, unknown>
}

/**
 * An error of Pushwright. Match on {@link PushwrightError.code}, never with `instanceof`: the Vitest environment and
 * the tests can hold separate copies of this module.
 *
 * @example
 * ```ts
 * try {
 *   await client.expectNotification(subscription, { timeout: 100 })
 * } catch (error) {
 *   if (!isPushwrightError(error, 'ERR_TIMEOUT')) throw error
 * }
 * ```
 */
export class PushwrightError extends Error {
  readonly code: PushwrightErrorCode
  readonly details: Readonly<Record<string, unknown>>

  /**
   * @param code - What went wrong, as a stable word.
   * @param message - What was expected, what came, where, and what to do.
   */
  constructor(code: PushwrightErrorCode, message: string, options: PushwrightErrorOptions = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined)
    this.name = 'PushwrightError'
    this.code = code
    this.details = options.details ?? {}
    Object.defineProperty(this, brand, { value: true })
  }
}

/**
 * Whether `error` is a {@link PushwrightError}, of any copy of this package, and has `code` if one is given.
 *
 * @param error - Anything that was thrown.
 * @param code - The code to ask for.
 */
export function isPushwrightError(error: unknown, code?: PushwrightErrorCode): error is PushwrightError {
  return (
    typeof error === 'object' &&
    error !== null &&
    brand in error &&
    (code === undefined || (error as { code?: unknown }).code === code)
  )
}
