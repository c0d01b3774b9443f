// Values that this process shows nowhere, whatever the form of the text that they are in: those that the INI takes from the environment.

/** A shorter secret would also be found inside ordinary words. */
const shortest = 8

const values = new Set<string>()
let anyOf: RegExp | undefined

/** From now on, these are redacted in every text; values of less than 8 characters cannot be told from words, and are not. */
export function keepSecret(secrets: Iterable<string>): void {
  for (const secret of secrets) if (secret.length >= shortest) values.add(secret)
  if (values.size === 0) return
  // The longest first, since one can be a part of another.
  const literals = [...values].sort((a, b) => b.length - a.length).map((value) => value.replace(/\W/g, '\\$&'))
  anyOf = new RegExp(literals.join('|'), 'g')
}

/** The text without what is kept secret; `veil` gives what is shown for so many characters. */
export function veilSecretValues(text: string, veil: (length: number) => string): string {
  return anyOf === undefined ? text : text.replace(anyOf, (found) => veil(found.length))
}
