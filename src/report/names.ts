// How people call features and quirks.

/** The short name of a URI of ours, or the whole URI of somebody else's. */
export function shortName(id: string): string {
  return id.replace(/^urn:pushwright:(?:quirk|feature):/, '')
}

/** `1 test`, `2 tests`. */
export function count(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`
}
