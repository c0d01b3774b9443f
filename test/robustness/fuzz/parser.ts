// A parser that is fuzzed: what it is fed, and which errors it may throw.
import type fc from 'fast-check'
import { isPushwrightError } from '../../../src/errors/index.ts'
import { HttpError } from '../../../src/fixture/http/http-error.ts'
import { nearlyBytes } from './hostile.ts'

/** A parser and its food. */
export interface Parser {
  readonly name: string
  readonly arbitrary: fc.Arbitrary<unknown>
  /** Parses, and throws if the parser threw what it must not, or has changed what is everybody's. */
  run(input: unknown): Promise<void>
}

/** A parser of text. `documented`: an error that it may throw beside those of this package. */
export function texts(
  name: string,
  arbitrary: fc.Arbitrary<string>,
  parse: (text: string) => unknown,
  documented?: ErrorConstructor,
): Parser {
  return { name, arbitrary, run: (text) => parsedOrRefused(() => parse(text as string), documented) }
}

/** A parser of bytes, near to the samples. */
export function bytes(name: string, samples: readonly Buffer[], parse: (bytes: Buffer) => unknown): Parser {
  return { name, arbitrary: nearlyBytes(samples), run: (body) => parsedOrRefused(() => parse(body as Buffer)) }
}

/** A parser of JSON that has been read already. */
export function json(parse: (value: unknown) => unknown): (text: string) => unknown {
  return (text) => {
    let value: unknown
    try {
      value = JSON.parse(text)
    } catch {
      // The control server refuses it before.
      return undefined
    }
    return parse(value)
  }
}

const pristine = Reflect.ownKeys(Object.prototype).join()

/** Parses, and throws if the parser threw what it must not, or has changed what is everybody's. */
async function parsedOrRefused(parse: () => unknown, documented?: ErrorConstructor): Promise<void> {
  try {
    await parse()
  } catch (error) {
    if (
      !isPushwrightError(error) &&
      !(error instanceof HttpError) &&
      !(documented !== undefined && error instanceof documented)
    )
      throw error
  }
  if (Reflect.ownKeys(Object.prototype).join() !== pristine || ({} as { polluted?: unknown }).polluted !== undefined) {
    throw new Error('Object.prototype has changed.')
  }
}
