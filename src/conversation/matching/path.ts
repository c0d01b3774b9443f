// Paths into JSON: how an expectation, a capture and a placeholder name a part of a message.

/** A step that leads to every element of an array and every value of an object. */
const every: unique symbol = Symbol('every')

type Segment = string | typeof every

/** A parsed path, see {@link parsePath}. */
export type Path = readonly Segment[]

/**
 * Reads a path: segments with `/` between, and one before the first if you like. It never fails, since any text is a path.
 *
 * - `''` is the whole message; `a/b`, `/a/b` is member `b` of member `a`.
 * - A number is an index into an array, or the name of a member: `items/0`. `-1` is the last element.
 * - `*` is every element of an array and every value of an object: `items/*` + `/colour`, and so is an empty segment for
 *   arrays, as in pywsitest: `items//colour`. For an object, the empty segment is the member whose name is empty.
 * - `~1` stands for `/` and `~0` for `~` in a name (RFC 6901 section 3), and `~2` for `*`.
 */
export function parsePath(text: string): Path {
  if (text === '') return []
  return (text.startsWith('/') ? text.slice(1) : text).split('/').map(readSegment)
}

/** Whether any value at the path fulfils the condition. A scalar has no members, and what is not there fulfils nothing. */
export function anyAt(value: unknown, path: Path, fits: (value: unknown) => boolean, depth = 0): boolean {
  if (depth === path.length) return fits(value)
  if (typeof value !== 'object' || value === null) return false
  const segment = path[depth] as Segment
  if (segment === every || (segment === '' && Array.isArray(value))) {
    for (const member of Object.values(value)) if (anyAt(member, path, fits, depth + 1)) return true
    return false
  }
  const name = Array.isArray(value) ? indexOf(segment, value.length) : segment
  if (name === undefined || !Object.hasOwn(value, name)) return false
  return anyAt((value as Record<string, unknown>)[name], path, fits, depth + 1)
}

/** Every value at the path, in the order of the message. */
export function allAt(value: unknown, path: Path): unknown[] {
  const found: unknown[] = []
  anyAt(value, path, (member) => {
    found.push(member)
    return false
  })
  return found
}

function readSegment(text: string): Segment {
  if (text === '*') return every
  if (!text.includes('~')) return text
  return text.replaceAll('~2', '*').replaceAll('~1', '/').replaceAll('~0', '~')
}

/** Only plain decimal numbers are indices; the name `length` is none. */
function indexOf(segment: string, length: number): string | undefined {
  if (!/^(?:0|-?[1-9]\d*)$/.test(segment)) return undefined
  return segment.startsWith('-') ? String(length + Number(segment)) : segment
}
