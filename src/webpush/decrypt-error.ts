// The error of everything that cannot be decrypted.

import { PushwrightError } from '../errors/index.ts'

/**
 * An `ERR_DECRYPT`.
 *
 * @param message - What was expected and what came, with the number of the record.
 */
export function decryptError(message: string): PushwrightError {
  return new PushwrightError('ERR_DECRYPT', message)
}
