// Which Node this package needs. Imported before anything that an older one could not read.
import { PushwrightError } from './pushwright-error.ts'

const oldest = [22, 19] as const

/**
 * Refuses a Node that is too old.
 *
 * @param version - Default: that of this process.
 * @throws PushwrightError `ERR_NODE_VERSION`.
 */
export function requireNodeVersion(version: string = process.versions.node): void {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return
  throw new PushwrightError(
    'ERR_NODE_VERSION',
    `Expected Node ${oldest.join('.')} or newer, got ${version}. Install a newer one, or add \`node\` as a dev dependency and run by \`npx\`.`,
  )
}
