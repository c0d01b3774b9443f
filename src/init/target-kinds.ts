// The push services that a new INI can begin with, and the question which of them it is to be.
import { createInterface } from 'node:readline/promises'
import { didYouMean, nearest, PushwrightError, quoteForMessage } from '../errors/index.ts'

/** What the first INI is to test. */
export interface InitTarget {
  readonly kind: string
  /** The connection endpoint, for the kinds that have one. */
  readonly url?: string
}

/** The kinds, as provisioners; the first is the default. */
export const targetKinds: Readonly<Record<string, string>> = {
  'fixture-server': 'the push service that comes with Pushwright',
  anonymous: 'a push service of yours, by its URL',
  firefox: 'Firefox, on the push service that comes with Pushwright',
  chromium: 'Chromium, on the push service that comes with Pushwright',
}

const [defaultKind = ''] = Object.keys(targetKinds)

/**
 * The target that options name.
 *
 * @param kind - One of {@link targetKinds}; the push service of this package when absent, or `anonymous` when there is a URL.
 * @param url - The connection endpoint, `ws:` or `wss:`, for `anonymous` alone.
 * @throws PushwrightError `ERR_OPTION` if there is no such kind, or it and the URL do not belong together.
 */
export function readTarget(kind: string | undefined, url: string | undefined): InitTarget {
  const chosen = kind ?? (url === undefined ? defaultKind : 'anonymous')
  if (!Object.hasOwn(targetKinds, chosen)) {
    const kinds = Object.keys(targetKinds)
    throw new PushwrightError(
      'ERR_OPTION',
      `Expected the target to be one of ${kinds.join(', ')}, got ${quoteForMessage(chosen)}${didYouMean(nearest(chosen, kinds))}`,
    )
  }
  if (chosen !== 'anonymous') {
    if (url === undefined) return { kind: chosen }
    throw new PushwrightError(
      'ERR_OPTION',
      `Expected a URL with the target anonymous alone, got one with ${chosen}. Leave out one of the two.`,
    )
  }
  return { kind: chosen, url: connectionUrl(url) }
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
    return readTarget(kind, kind === 'anonymous' ? await ask('Its WebSocket URL, wss://...: ') : undefined)
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
  const url = text !== undefined && URL.canParse(text) ? new URL(text) : undefined
  if (url !== undefined && /^wss?:$/.test(url.protocol)) return url.href
  const got = text === undefined ? 'none' : quoteForMessage(text)
  throw new PushwrightError(
    'ERR_OPTION',
    `Expected the URL of the push service, such as wss://push.stage.example/, got ${got}. Give it with --url.`,
  )
}
