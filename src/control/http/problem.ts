// What a request is answered when it cannot be served: a status, a stable code and a sentence.
import { isPushwrightError, type PushwrightErrorCode } from '../../errors/index.ts'
import { redact } from '../../transcript/index.ts'
import type { Answer } from './answer.ts'

/** Codes for what is wrong with a request itself, with their statuses. */
const requestCodes = {
  ERR_REQUEST: 400,
  ERR_UNAUTHORIZED: 401,
  ERR_FORBIDDEN: 403,
  ERR_NOT_FOUND: 404,
  ERR_METHOD: 405,
  ERR_REQUEST_TIMEOUT: 408,
  ERR_TOO_LARGE: 413,
  ERR_EXPECTATION: 417,
  ERR_HEADERS_TOO_LARGE: 431,
} as const

/** A code that only HTTP knows. */
export type RequestErrorCode = keyof typeof requestCodes

/** Those of the package's own codes that mean more than "the server failed". */
const statuses: Partial<Record<PushwrightErrorCode, number>> = {
  ERR_OPTION: 400,
  ERR_KEY: 400,
  ERR_NOT_ALLOWED: 403,
  ERR_STATE: 409,
  ERR_CLOSED: 409,
  ERR_LIMIT: 429,
  // What a virtual client met at the push service, often by a fault that was armed.
  ERR_CONNECT: 502,
  ERR_REFUSED: 502,
  ERR_MESSAGE: 502,
  ERR_ABORTED: 503,
  ERR_TIMEOUT: 504,
}

/** A request that is refused. */
export class RequestError extends Error {
  readonly code: RequestErrorCode
  readonly headers: Readonly<Record<string, string>>

  /** @param headers - What the status asks for, such as Allow. */
  constructor(code: RequestErrorCode, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message)
    this.code = code
    this.headers = headers
  }
}

/** The answer for an error; messages are redacted, since they can quote endpoint URLs. */
export function problemAnswer(error: unknown): Answer {
  if (error instanceof RequestError) {
    return { ...problem(requestCodes[error.code], error.code, error.message), headers: error.headers }
  }
  if (isPushwrightError(error)) return problem(statuses[error.code] ?? 500, error.code, error.message)
  return problem(500, 'ERR_INTERNAL', `This is a defect of Pushwright: ${String(error)}`)
}

function problem(status: number, code: string, message: string): Answer {
  return { status, body: { error: { code, message: redact(message) } } }
}
