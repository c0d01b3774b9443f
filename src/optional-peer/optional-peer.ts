// Loads a package that most users can do without, when it is asked for.
import { PushwrightError } from '../errors/index.ts'

/**
 * A package that is an optional peer.
 *
 * @param name - The package.
 * @param purpose - What it is asked for, such as `--nats`.
 * @param load - Imports it.
 * @throws PushwrightError `ERR_MISSING_PACKAGE` if it is not installed.
 */
export async function optionalPeer<T>(name: string, purpose: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load()
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException
    if (code !== 'ERR_MODULE_NOT_FOUND' || !message.includes(`'${name}'`)) throw cause
    throw new PushwrightError(
      'ERR_MISSING_PACKAGE',
      `Expected the package ${name} for ${purpose}, it is not installed. Run \`npm install --save-dev ${name}\`.`,
      { cause, details: { package: name } },
    )
  }
}
