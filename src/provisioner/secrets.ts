// What must never be shown, of those that a test is given.
import type { PushClient } from '../client/index.ts'

/** The tokens of a client's endpoints, and the authentication secrets and private keys of its subscriptions. */
export function secretsOfClient(client: PushClient): string[] {
  return [...client.subscriptions.values()].flatMap(({ endpoint, keys, privateKeys }) => {
    const { d } = privateKeys.privateKey.export({ format: 'jwk' })
    return [...tokensOf(endpoint), keys.auth, ...(d === undefined ? [] : [d])]
  })
}

/** What an endpoint has behind its origin, by segment. */
function tokensOf(endpoint: string): string[] {
  const { pathname, search } = new URL(endpoint)
  return [...pathname.split('/'), ...search.split(/[?&=]/)].filter(Boolean)
}
