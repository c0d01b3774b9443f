// What must never be shown, of those that a test is given.
import type { Subscription } from '../client/index.ts'
import { isPushwrightError } from '../errors/index.ts'
import type { SubscriptionKeys } from '../webpush/index.ts'

/** What must not be shown, for as long as an error can still tell it: also of what is given up. The oldest go. */
export class Secrets implements Iterable<string> {
  static #changes = 0
  readonly #texts = new Set<string>()
  readonly #limit: number
  #version = 0

  /** @param limit - How many are kept, at least 1. */
  constructor(limit = 10_000) {
    this.#limit = limit
  }

  /** Differs whenever something was added, and from that of all others that have something. */
  get version(): number {
    return this.#version
  }

  add(text: string): void {
    if (this.#texts.has(text)) return
    this.#version = ++Secrets.#changes
    this.#texts.add(text)
    if (this.#texts.size <= this.#limit) return
    for (const oldest of this.#texts) {
      this.#texts.delete(oldest)
      break
    }
  }

  [Symbol.iterator](): IterableIterator<string> {
    return this.#texts.values()
  }
}

/** The tokens of a subscription's endpoint, its authentication secret and its private key. */
export function secretsOfSubscription({ endpoint, keys, privateKeys }: Subscription): string[] {
  return [...tokensOf(endpoint), keys.auth, ...privateKeysOf(privateKeys)]
}

/** None of a subscription of a browser, which keeps its private keys to itself. */
function privateKeysOf(keys: SubscriptionKeys): string[] {
  try {
    const { d } = keys.privateKey.export({ format: 'jwk' })
    return d === undefined ? [] : [d]
  } catch (error) {
    if (isPushwrightError(error, 'ERR_STATE')) return []
    throw error
  }
}

/** What an endpoint has behind its origin, by segment. */
function tokensOf(endpoint: string): string[] {
  const { pathname, search } = new URL(endpoint)
  return [...pathname.split('/'), ...search.split(/[?&=]/)].filter(Boolean)
}
