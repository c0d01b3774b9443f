// Where in a scenario an error was thrown, read from V8's stack: the scenarios, outermost first, and the line.

/** The stacks at which errors of commands entered their scenarios. */
const stacks = new WeakMap<object, string>()

/** Remembers the stack of this call as the place of an error; the first place, which is the innermost, stays. */
export function markPlace(error: unknown): void {
  if (typeof error !== 'object' || error === null || stacks.has(error)) return
  const limit = Error.stackTraceLimit
  // Each scenario takes two frames or three, and they may be nested deeply.
  Error.stackTraceLimit = 100
  stacks.set(error, new Error().stack ?? '')
  Error.stackTraceLimit = limit
}

/**
 * The place where an error was thrown, such as `apiTest > basic > expectNotification (basic.ts:31)`.
 *
 * @param scenario - The name of the outermost scenario.
 * @param command - The last command.
 */
export function placeOf(error: unknown, scenario: string, command: string | undefined): string {
  const stack = typeof error === 'object' && error !== null ? stacks.get(error) : undefined
  const frames = scenarioFrames(stack ?? (error instanceof Error ? (error.stack ?? '') : ''))
  const inner = frames.slice(0, -1).map(({ name }) => name)
  const names = [scenario, ...inner.reverse()]
  // A scenario's own error is not of the command before it, unless nothing better is known.
  if (command !== undefined && (stack !== undefined || frames.length === 0)) names.push(command)
  const [place] = frames
  return place === undefined ? names.join(' > ') : `${names.join(' > ')} (${place.location})`
}

interface Frame {
  readonly name: string
  /** `basic.ts:31`. */
  readonly location: string
}

/** The frames of generator functions, innermost first: each is followed by the frame of the `next` or `throw` that resumed it. */
function scenarioFrames(stack: string): Frame[] {
  const lines = stack.split('\n').filter((line) => /^ {4}at /.test(line))
  return lines.flatMap((line, index) => {
    const isResumed = /^ {4}at (?:.*\.)?(?:next|throw|return) \(<anonymous>\)$/.test(lines[index + 1] ?? '')
    const frame = /^ {4}at (?:(?:async )?(.+) \()?(.+):(\d+):\d+\)?$/.exec(line)
    if (!isResumed || frame === null) return []
    const [, name = 'scenario', path = '', number] = frame
    // Commands are generators too.
    if (name.includes('Symbol.iterator')) return []
    return [
      { name: name.replace(/^.*\./, ''), location: `${path.replace(/[?#].*$/, '').replace(/^.*[\\/]/, '')}:${number}` },
    ]
  })
}
