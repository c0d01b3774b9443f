// UUIDs as autopush reads them: any textual form in, lower case with hyphens out.

const hyphenated = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const simple = /^[0-9a-f]{32}$/

/** Whether `text` is a UUID in lower case with hyphens, the only form `register` takes. */
export function isHyphenatedUuid(text: string): boolean {
  return hyphenated.test(text)
}

/**
 * Reads a UUID in any textual form (simple, hyphenated, braced, `urn:uuid:`; any case) and returns it in lower case with
 * hyphens, or `undefined` if it is none.
 */
export function parseUuid(text: string): string | undefined {
  if (hyphenated.test(text)) return text
  let bare = text.toLowerCase()
  if (bare.startsWith('urn:uuid:')) bare = bare.slice(9)
  else if (bare.startsWith('{') && bare.endsWith('}')) bare = bare.slice(1, -1)
  if (hyphenated.test(bare)) return bare
  return simple.test(bare) && bare.length === text.length ? withHyphens(bare) : undefined
}

/** Drops the hyphens: the form in which autopush writes a UAID. */
export function simpleUuid(uuid: string): string {
  return uuid.replaceAll('-', '')
}

function withHyphens(bare: string): string {
  return `${bare.slice(0, 8)}-${bare.slice(8, 12)}-${bare.slice(12, 16)}-${bare.slice(16, 20)}-${bare.slice(20)}`
}
