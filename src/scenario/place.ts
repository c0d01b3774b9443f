// Where in a scenario an error was thrown, read from V8's stack: the scenarios, outermost first, and the line.
import { isPushwrightError } from '../errors/index.ts'

/** The stacks at which errors of commands entered their scenarios. */
const stacks = new WeakMap<object, string>()

/**
 * Remembers the stack of this call as the place of an error; the first place, which is the innermost, stays. An error of this package
 * shows it as its own stack: that of a command begins somewhere in a timer or a socket, which helps nobody.
 */
export function markPlace(error: unknown): void {
  if (typeof error !== 'object' || error === null || stacks.has(error)) return
  const limit = Error.stackTraceLimit
  // Each scenario takes two frames or three, and they may be nested deeply.
  Error.stackTraceLimit = 100
  const stack = new Error().stack ?? ''
  Error.stackTraceLimit = limit
  stacks.set(error, stack)
  if (!isPushwrightError(error)) return
  const frames = stack.split('\n').filter((line) => isFrame(line) && line.includes(':'))
  // Without this function and the command.
  error.stack = [`${error.name}: ${error.message}`, ...frames.slice(2)].join('\n')
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
  // A decorated scenario is there twice.
  const names = [scenario, ...inner.reverse()].filter((name, index, all) => name !== all[index - 1])
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
  const lines = stack.split('\n').filter(isFrame)
  return lines.flatMap((line, index) => {
    const isResumed = /^ {4}at (?:.*\.)?(?:next|throw|return) \(<anonymous>\)$/.test(lines[index + 1] ?? '')
    const frame = /^ {4}at (?:(?:async )?(.+) \()?(.+):(\d+):\d+\)?$/.exec(line)
    if (!isResumed || frame === null) return []
    const [, name = 'scenario', path = '', number] = frame
    // Commands are generators too.
    if (name.includes('Symbol.iterator')) return []
    const file = path.replace(/[?#].*$/, '').replace(/^.*[\\/]/, '')
    return [{ name: name.replace(/^.*\./, ''), location: `${file}:${number}` }]
  })
}

function isFrame(line: string): boolean {
  return line.startsWith('    at ')
}
