// What must never be shown, of those that a test is given.
import type { PushClient } from '../client/index.ts'
import { isPushwrightError } from '../errors/index.ts'
import type { SubscriptionKeys } from '../webpush/index.ts'

/** The tokens of a client's endpoints, and the authentication secrets and private keys of its subscriptions. */
export function secretsOfClient(client: PushClient): string[] {
  return [...client.subscriptions.values()].flatMap(({ endpoint, keys, privateKeys }) => [
    ...tokensOf(endpoint),
    keys.auth,
    ...privateKeysOf(privateKeys),
  ])
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
