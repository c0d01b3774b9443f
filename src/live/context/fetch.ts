// Hands tests on with requests that go out, by `fetch`.
import { currentTest } from './current-test.ts'
import { testHeaders } from './headers.ts'

type Fetch = typeof globalThis.fetch

/**
 * A `fetch` that adds the headers of the current test; without one it is the same. The global one stays as it is.
 *
 * @param fetch - What to wrap. Default: the global one.
 *
 * @example
 * ```ts
 * const fetch = liveFetch()
 * await fetch('http://127.0.0.1:8080/orders', { method: 'POST' })
 * ```
 */
export function liveFetch(fetch: Fetch = globalThis.fetch): Fetch {
  return (input, init) => {
    const test = currentTest()
    if (test === undefined) return fetch(input, init)
    // What `init` says replaces the headers of a Request, so these are built on whichever counts.
    const given = init?.headers ?? (input instanceof Request ? input.headers : undefined)
    const headers = new Headers(given)
    for (const [name, value] of Object.entries(testHeaders(test, headers.get('baggage') ?? ''))) {
      headers.set(name, value)
    }
    return fetch(input, { ...init, headers })
  }
}
