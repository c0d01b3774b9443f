// Lists inside of each other.

/** `[]` for one level, `[[]]` for two. */
export function nested(levels: number): unknown {
  let value: unknown = []
  for (let level = 1; level < levels; level++) value = [value]
  return value
}
