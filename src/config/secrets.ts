// Decides which values are never printed, and what is printed instead.

/** What is printed in place of a secret. */
export const hidden = '***'

const secretName = /(^|[_.-])(secret|token|password|passphrase|credentials?|(private|api|access)_key)$/i

/**
 * Whether a key holds a secret by its name alone: `vapid_private_key`, `api_token`, `password`. The keys of a custom provisioner are
 * not described, so the name is all there is.
 *
 * @param key - The key as written.
 */
export function isSecretName(key: string): boolean {
  return secretName.test(key)
}

/**
 * A value as it may be printed: a secret is hidden unless it only names its variables, and the credentials of a URL are hidden always.
 *
 * @param written - The value before `${env:NAME}` was replaced.
 * @param secret - Whether the key is one of a secret.
 */
export function printable(written: string, secret: boolean): string {
  if (secret && !/^\$\{env:\w+\}$/.test(written)) return hidden
  return written.replace(/\/\/[^/\s]*@/g, `//${hidden}@`)
}
