// An expected frame: what it must be like, how often it comes, and what to do when it does.
import type { Duration } from '../deadline/index.ts'
import { PushwrightError } from '../errors/index.ts'
import type { Action } from './actions.ts'
import { milliseconds } from './durations.ts'
import type { FrameKind, ReceivedFrame } from './frame.ts'
import { absence, attribute, bytes, type Condition, kindOf, text } from './matching/condition.ts'
import { allAt, type Path, parsePath } from './matching/path.ts'
import { type Expected, present } from './matching/value.ts'

/** How often a frame must and may come. */
export interface Count {
  readonly min: number
  readonly max: number
}

/** A capture with a function that reads the value, such as `String` or `(value) => schema.parse(value)`. */
export interface CaptureOptions {
  readonly path: string
  readonly read?: (value: unknown) => unknown
}

/** A response as a plain object. */
export interface ResponseOptions {
  /** How it is called in failures. Default: its conditions. */
  name?: string
  /** Default: a text or binary message. */
  kind?: FrameKind
  /** Paths to what must be there; `present` for anything. */
  attributes?: Readonly<Record<string, Expected>>
  /** Paths at which nothing may be. */
  absent?: readonly string[]
  /** What the text must be: of a message that is not JSON, a ping's payload, a close's reason. */
  text?: Expected
  /** What the payload must be. */
  bytes?: Uint8Array
  /** Names to paths of values to capture; there must be a value. */
  captures?: Readonly<Record<string, string | CaptureOptions>>
  /** What to do when it comes, one after the other. */
  triggers?: readonly Action[]
  /** Pull all triggers at once. Default `false`. */
  parallel?: boolean
  /** How often it comes exactly. Default 1. */
  times?: number
  /** How often it comes at least. */
  atLeast?: number
  /** It may come, once. */
  optional?: boolean
  /** It must not come: until all else is complete, and `within` longer. */
  never?: { within?: Duration }
  /** How long after the connection opened it may come at the latest, scaled. Default: no limit of its own. */
  timeout?: Duration
}

interface Capture {
  readonly name: string
  readonly path: Path
  readonly read: (value: unknown) => unknown
}

/** An expected frame; immutable, each method returns a new one. See {@link response}. */
export class ExpectedResponse<Captures extends object = object> {
  readonly type = 'response'
  /** The values it captures, for the type checker alone. */
  declare readonly captured?: Captures
  readonly count: Count
  readonly triggers: readonly Action[]
  /** Whether its triggers are pulled all at once. */
  readonly parallel: boolean
  /** Milliseconds that it must stay away after all else is complete; `undefined` for one that must come. */
  readonly staysAway: number | undefined
  /** Milliseconds from the opening; `Infinity` for no limit. */
  readonly timeout: number
  readonly #options: ResponseOptions
  readonly #conditions: readonly Condition[]
  readonly #captures: readonly Capture[]

  /** @internal */
  constructor(options: ResponseOptions, conditions: readonly Condition[] = conditionsOf(options)) {
    this.#options = options
    this.#conditions = conditions
    this.#captures = Object.entries(options.captures ?? {}).map(readCapture)
    this.count = readCount(options)
    this.triggers = options.triggers ?? []
    this.parallel = options.parallel ?? false
    this.staysAway = options.never === undefined ? undefined : milliseconds(options.never.within ?? 0, 'within')
    this.timeout = milliseconds(options.timeout ?? null, 'timeout')
  }

  /** Gives it a name for failures. */
  withName(name: string): ExpectedResponse<Captures> {
    return this.#with({ name })
  }

  /** Expects a control frame, or only text or only binary messages. A close frame has the attributes `code` and `reason`. */
  withKind(kind: FrameKind): ExpectedResponse<Captures> {
    return this.#with({ kind }, kindOf([kind]))
  }

  /**
   * Something in the JSON of the message. Several are all required, also of the same path.
   *
   * @param path - Names and indices with `/` between, such as `/body/items/0`; the first `/` can be left out, and `''` is the
   *   whole message. `-1` is the last element; `*` is every element of an array and every value of an object, and so is an
   *   empty segment for arrays: of several values, one must fit. In names, `~1` stands for `/`, `~0` for `~`, `~2` for `*`.
   * @param value - What must be there; without it, anything, `null` too.
   */
  withAttribute(path: string, ...value: [] | [expected: Expected]): ExpectedResponse<Captures> {
    return this.#with({}, attribute(path, value.length === 0 ? present : (value[0] as Expected)))
  }

  /** Nothing may be at the path, not even `null`. */
  withoutAttribute(path: string): ExpectedResponse<Captures> {
    return this.#with({}, absence(path))
  }

  /** What the text of the frame must be, JSON or not: exactly this, or a pattern, predicate or matcher. */
  withText(expected: Expected): ExpectedResponse<Captures> {
    return this.#with({}, text(expected))
  }

  /** What the payload of the frame must be. */
  withBytes(expected: Uint8Array): ExpectedResponse<Captures> {
    return this.#with({}, bytes(expected))
  }

  /**
   * Captures the first value at the path, which must be there, for `${name}` in what is sent later and for the result.
   *
   * @param read - Turns the value into what is kept, and gives it its type, such as `String`. Default: as it is, `unknown`.
   */
  withCapture<Name extends string, Value = unknown>(
    name: Name,
    path: string,
    read?: (value: unknown) => Value,
  ): ExpectedResponse<Captures & Record<Name, Value>> {
    const capture: CaptureOptions = read === undefined ? { path } : { path, read }
    return this.#with(
      { captures: { ...this.#options.captures, [name]: capture } },
      attribute(path, present),
    ) as ExpectedResponse<Captures & Record<Name, Value>>
  }

  /** What to do when it comes, after the triggers before. `${/path}` in what is sent reads this frame. */
  withTrigger(action: Action): ExpectedResponse<Captures> {
    return this.#with({ triggers: [...this.triggers, action] })
  }

  /** Pulls all triggers at once, rather than one after the other. */
  withParallelTriggers(): ExpectedResponse<Captures> {
    return this.#with({ parallel: true })
  }

  /** Must come exactly so often. */
  times(times: number): ExpectedResponse<Captures> {
    return this.#counted({ times })
  }

  /** Must come so often or more. */
  atLeast(atLeast: number): ExpectedResponse<Captures> {
    return this.#counted({ atLeast })
  }

  /** May come, once. */
  optional(): ExpectedResponse<Captures> {
    return this.#counted({ optional: true })
  }

  /** Must not come until everything else is complete, and `within` longer (not scaled; default 0, what is on its way). */
  never(options: { within?: Duration } = {}): ExpectedResponse<Captures> {
    return this.#counted({ never: options })
  }

  /** Must come so soon after the connection is open; scaled. */
  withTimeout(timeout: Duration): ExpectedResponse<Captures> {
    return this.#with({ timeout })
  }

  /** How many conditions it has: of two that a frame fits, the one with more gets it. @internal */
  get specificity(): number {
    return this.#conditions.length
  }

  /** The names that it captures. @internal */
  get captureNames(): readonly string[] {
    return this.#captures.map(({ name }) => name)
  }

  /** @internal */
  fits(frame: ReceivedFrame): boolean {
    for (const condition of this.#conditions) if (!condition.fits(frame)) return false
    return true
  }

  /** What a frame has instead of what is expected: for each condition that it does not fit, one line for each path. @internal */
  differences(frame: ReceivedFrame): string[][] {
    return this.#conditions
      .filter((condition) => !condition.fits(frame))
      .map((condition) => condition.differences(frame))
  }

  /** The values that a frame gives. @internal */
  captures(frame: ReceivedFrame): [name: string, value: unknown][] {
    return this.#captures.map(({ name, path, read }) => [name, read(allAt(frame.json, path)[0])])
  }

  /** Its name, or else its conditions. @internal */
  get description(): string {
    const [kind, ...conditions] = this.#conditions
    return this.#options.name ?? (conditions.length === 0 ? String(kind) : `{ ${conditions.join(', ')} }`)
  }

  /** As in failures. */
  toString(): string {
    return `response ${this.description}`
  }

  #counted(count: Pick<ResponseOptions, 'times' | 'atLeast' | 'optional' | 'never'>): ExpectedResponse<Captures> {
    const { times, atLeast, optional, never, ...options } = this.#options
    return new ExpectedResponse({ ...options, ...count }, this.#conditions)
  }

  #with(options: ResponseOptions, condition?: Condition): ExpectedResponse<Captures> {
    // The kind is the first condition; another one replaces it.
    const conditions = options.kind === undefined ? this.#conditions : this.#conditions.slice(1)
    const added = condition === undefined ? [] : [condition]
    return new ExpectedResponse(
      { ...this.#options, ...options },
      options.kind === undefined ? [...conditions, ...added] : [...added, ...conditions],
    )
  }
}

/**
 * A frame that a conversation expects. Without conditions: any text or binary message.
 *
 * @param options - The plain-object form of what the methods say.
 * @throws PushwrightError `ERR_OPTION` for a count or a duration that is none, and for `undefined` as a value.
 *
 * @example
 * ```ts
 * response().withAttribute('/type', 'welcome').withCapture('user', '/user/id', Number).withTrigger(message({ text: 'hi' }))
 * ```
 */
export function response(options: ResponseOptions = {}): ExpectedResponse {
  return new ExpectedResponse(options)
}

function conditionsOf(options: ResponseOptions): Condition[] {
  const { kind, attributes = {}, absent = [], captures = {} } = options
  return [
    kindOf(kind === undefined ? ['text', 'binary'] : [kind]),
    ...Object.entries(attributes).map(([path, expected]) => attribute(path, expected)),
    ...absent.map(absence),
    ...(options.text === undefined ? [] : [text(options.text)]),
    ...(options.bytes === undefined ? [] : [bytes(options.bytes)]),
    ...Object.values(captures).map((capture) => attribute(pathOf(capture), present)),
  ]
}

function readCapture([name, capture]: [string, string | CaptureOptions]): Capture {
  const { read = (value: unknown) => value } = typeof capture === 'string' ? {} : capture
  return { name, path: parsePath(pathOf(capture)), read }
}

function pathOf(capture: string | CaptureOptions): string {
  return typeof capture === 'string' ? capture : capture.path
}

function readCount({ times, atLeast, optional, never }: ResponseOptions): Count {
  if ([times, atLeast, optional, never].filter((value) => value !== undefined).length > 1) {
    throw new PushwrightError('ERR_OPTION', 'Expected one of `times`, `atLeast`, `optional` and `never`, got several.')
  }
  if (never !== undefined) return { min: 0, max: 0 }
  if (optional === true) return { min: 0, max: 1 }
  const min = times ?? atLeast ?? 1
  if (!Number.isInteger(min) || min < (times === undefined ? 0 : 1)) {
    throw new PushwrightError('ERR_OPTION', `Expected a whole number of times, got ${min}. For none, say \`never()\`.`)
  }
  return { min, max: atLeast === undefined ? min : Number.POSITIVE_INFINITY }
}
