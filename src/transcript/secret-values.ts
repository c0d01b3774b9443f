// Values that are known, and looked for whatever the form of the text that they are in.

/** A shorter secret would also be found inside ordinary words. */
const shortest = 8

const values = new Set<string>()
let anyKept: RegExp | undefined

/** What is shown for so many characters. */
export function veil(length: number): string {
  return `…${length}`
}

/**
 * The text without some values. Those of less than 8 characters cannot be told from words, and are not looked for.
 *
 * @param between - A pattern for what may stand between two characters of a value. Default: nothing.
 */
export function veilerOf(secrets: Iterable<string>, between = ''): (text: string) => string {
  const literal = anyOf(secrets, between)
  return (text) => veilWhere(literal, text)
}

/** From now on, this process shows these in no text that is redacted, such as values that the INI takes from the environment. */
export function keepSecret(secrets: Iterable<string>): void {
  for (const secret of secrets) values.add(secret)
  anyKept = anyOf(values, '')
}

/** The text without what is kept secret. */
export function veilSecretValues(text: string): string {
  return veilWhere(anyKept, text)
}

function veilWhere(pattern: RegExp | undefined, text: string): string {
  return pattern === undefined ? text : text.replace(pattern, (found) => veil(found.length))
}

/** The longest first, since one can be a part of another. */
function anyOf(secrets: Iterable<string>, between: string): RegExp | undefined {
  const wanted = [...new Set(secrets)].filter((secret) => secret.length >= shortest).sort((a, b) => b.length - a.length)
  const literals = wanted.map((secret) => [...secret].map((one) => one.replace(/\W/, '\\$&')).join(between))
  return literals.length === 0 ? undefined : new RegExp(literals.join('|'), 'g')
}
