// The push services that a new INI can begin with, and the question which of them it is to be.
import { createInterface } from 'node:readline/promises'
import { didYouMean, nearest, PushwrightError, quoteForMessage } from '../errors/index.ts'

/** What the first INI is to test. */
export interface InitTarget {
  readonly kind: string
  /** The connection endpoint, for the kinds that have one. */
  readonly url?: string
  /** The origin of its endpoint URLs, for `production`. */
  readonly endpoints?: string
}

/** What a target is made from. */
export interface TargetAnswers {
  /** One of {@link targetKinds}; the push service of this package when absent, or `anonymous` when there is a URL. */
  readonly kind?: string | undefined
  /** The connection endpoint, `ws:` or `wss:`, for `anonymous` and `production`. */
  readonly url?: string | undefined
  /** The origin that may be posted to, `http:` or `https:`, for `production`. */
  readonly endpoints?: string | undefined
}

/** The kinds, as provisioners; the first is the default. */
export const targetKinds: Readonly<Record<string, string>> = {
  'fixture-server': 'the push service that comes with Pushwright',
  anonymous: 'a push service of yours, by its URL',
  firefox: 'Firefox, on the push service that comes with Pushwright',
  chromium: 'Chromium, on the push service that comes with Pushwright',
  production: 'a push service in production, within caps, once you enable it',
}

const keysOfKinds: Readonly<Record<string, readonly (keyof TargetAnswers)[]>> = {
  anonymous: ['url'],
  production: ['url', 'endpoints'],
}

const [defaultKind = ''] = Object.keys(targetKinds)

/**
 * The target that options name.
 *
 * @throws PushwrightError `ERR_OPTION` if there is no such kind, or it and the other options do not belong together.
 */
export function readTarget({ kind, url, endpoints }: TargetAnswers): InitTarget {
  const chosen = kind ?? (url === undefined ? defaultKind : 'anonymous')
  if (!Object.hasOwn(targetKinds, chosen)) {
    const kinds = Object.keys(targetKinds)
    throw new PushwrightError(
      'ERR_OPTION',
      `Expected the target to be one of ${kinds.join(', ')}, got ${quoteForMessage(chosen)}${didYouMean(nearest(chosen, kinds))}`,
    )
  }
  const keys = keysOfKinds[chosen] ?? []
  const superfluous = Object.entries({ url, endpoints }).find(
    ([key, value]) => value !== undefined && !keys.includes(key as keyof TargetAnswers),
  )
  if (superfluous !== undefined) {
    const [key] = superfluous
    const fitting = Object.keys(targetKinds).filter((other) => keysOfKinds[other]?.includes(key as keyof TargetAnswers))
    throw new PushwrightError(
      'ERR_OPTION',
      `Expected --${key} with the target ${fitting.join(' or ')} alone, got it with ${chosen}. Leave out one of the two.`,
    )
  }
  return {
    kind: chosen,
    ...(keys.includes('url') && { url: connectionUrl(url) }),
    ...(keys.includes('endpoints') && { endpoints: originOfEndpoints(endpoints) }),
  }
}

/**
 * Asks on a terminal which target it is to be, until the answer is one; an empty answer is the default.
 *
 * @throws PushwrightError `ERR_ABORTED` if the terminal is closed without an answer; `ERR_OPTION` for what is no URL.
 */
export async function askForTarget(input: NodeJS.ReadableStream, output: NodeJS.WritableStream): Promise<InitTarget> {
  const terminal = createInterface({ input, output })
  const closed = new AbortController()
  terminal.once('close', () => closed.abort())
  const ask = async (text: string): Promise<string> => (await terminal.question(text, closed)).trim()
  output.write(`Which push service do the tests use?\n${offer()}`)
  try {
    const kind = await askForKind(ask, output)
    const keys = keysOfKinds[kind] ?? []
    const url = keys.includes('url') ? await ask('Its WebSocket URL, wss://...: ') : undefined
    const endpoints = keys.includes('endpoints') ? await ask('The origin of its endpoints, https://...: ') : undefined
    return readTarget({ kind, url, endpoints })
  } catch (cause) {
    if (!closed.signal.aborted) throw cause
    throw new PushwrightError('ERR_ABORTED', 'Expected an answer, the input has ended. Say it with --target.', {
      cause,
    })
  } finally {
    terminal.close()
  }
}

function offer(): string {
  return Object.values(targetKinds)
    .map((text, index) => `  ${index + 1}  ${text}\n`)
    .join('')
}

async function askForKind(ask: (text: string) => Promise<string>, output: NodeJS.WritableStream): Promise<string> {
  const kinds = Object.keys(targetKinds)
  for (;;) {
    const answer = (await ask(`1 to ${kinds.length} [1]: `)) || '1'
    const kind = kinds[Number(answer) - 1]
    if (kind !== undefined) return kind
    output.write(`Expected a number from 1 to ${kinds.length}, got ${quoteForMessage(answer)}.\n`)
  }
}

function connectionUrl(text: string | undefined): string {
  const url = parse(text)
  if (url !== undefined && /^wss?:$/.test(url.protocol)) return url.href
  throw new PushwrightError(
    'ERR_OPTION',
    `Expected the URL of the push service, such as wss://push.stage.example/, got ${shown(text)}. Give it with --url.`,
  )
}

function originOfEndpoints(text: string | undefined): string {
  const url = parse(text)
  if (url !== undefined && /^https?:$/.test(url.protocol)) return url.origin
  throw new PushwrightError(
    'ERR_OPTION',
    `Expected the origin of the endpoints that may be posted to, such as https://updates.push.example, got ${shown(text)}. Give it with --endpoints.`,
  )
}

function parse(text: string | undefined): URL | undefined {
  return text !== undefined && URL.canParse(text) ? new URL(text) : undefined
}

function shown(text: string | undefined): string {
  return text === undefined ? 'none' : quoteForMessage(text)
}
