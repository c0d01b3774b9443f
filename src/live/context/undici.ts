// Hands tests on with requests that go out, by undici: an interceptor, which nothing has to be patched for.
import type { Dispatcher } from 'undici'
import { currentTest } from './current-test.ts'
import { testHeaderNames, testHeaders } from './headers.ts'

type DispatchHeaders = Dispatcher.DispatchOptions['headers']

/**
 * An interceptor that adds the headers of the current test; without one it does nothing. A request that has them keeps one of each.
 *
 * @example
 * ```ts
 * const dispatcher = new Agent().compose(liveInterceptor())
 * await fetch(url, { dispatcher })
 * ```
 */
export function liveInterceptor(): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) => {
    const test = currentTest()
    if (test === undefined) return dispatch(options, handler)
    const pairs = pairsOf(options.headers)
    const baggage = pairs.filter(([name]) => name.toLowerCase() === 'baggage').map(([, value]) => String(value))
    const others = pairs.filter(([name]) => !testHeaderNames.includes(name.toLowerCase()))
    const ours = testHeaders(test, baggage.join(','))
    const headers = [...others, ...Object.entries(ours)].flat() as string[]
    return dispatch({ ...options, headers }, handler)
  }
}

/** Headers in any of the forms that undici takes. */
function pairsOf(headers: DispatchHeaders): [string, unknown][] {
  if (headers === undefined || headers === null) return []
  if (Array.isArray(headers)) {
    const flat = headers as readonly unknown[]
    return flat.flatMap((name, index) =>
      index % 2 === 0 ? [[String(name), flat[index + 1]] as [string, unknown]] : [],
    )
  }
  const isIterable = typeof (headers as Partial<Iterable<unknown>>)[Symbol.iterator] === 'function'
  if (isIterable) return [...(headers as Iterable<[string, unknown]>)]
  const entries = Object.entries(headers as Record<string, unknown>)
  // A header that is given several times is a list.
  return entries.flatMap(([name, value]) => [value].flat().map((one): [string, unknown] => [name, one]))
}
