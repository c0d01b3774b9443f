// One thing that can be asked for, and finding it by method and path.
import type { Controlled } from '../controlled.ts'
import type { Answer } from './answer.ts'
import { RequestError } from './problem.ts'

/** A request that has passed all checks. */
export interface ControlRequest {
  /** The parts of the path in braces, decoded. */
  readonly parameters: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, unknown>>
  /** The JSON of the body; `{}` if it was empty. */
  readonly body: unknown
  /** Fires when nobody waits for the answer any more. */
  readonly signal: AbortSignal
}

/** One route. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Such as `/clients/{name}`. */
  readonly path: string
  readonly handle: (request: ControlRequest, controlled: Controlled) => Answer | Promise<Answer>
}

/** A route that was found, with the parts of the path. */
export interface FoundRoute {
  readonly route: Route
  readonly parameters: Readonly<Record<string, string>>
}

/**
 * Finds the route of a request.
 *
 * @param path - As in the request line, without the query.
 * @throws RequestError `ERR_NOT_FOUND` for a path that nothing has, `ERR_METHOD` with Allow for one that has other methods.
 */
export function findRoute(routes: readonly Route[], method: string, path: string): FoundRoute {
  const found = routes.flatMap((route) => {
    const parameters = matchPath(route.path, path)
    return parameters === undefined ? [] : [{ route, parameters }]
  })
  if (found.length === 0) {
    throw new RequestError(
      'ERR_NOT_FOUND',
      'There is nothing at this path; docs/reference/control-api.md lists what there is.',
    )
  }
  const right = found.find(({ route }) => route.method === method)
  if (right !== undefined) return right
  const allowed = found.map(({ route }) => route.method).join(', ')
  throw new RequestError('ERR_METHOD', `Expected ${allowed} at this path, got ${method}.`, { Allow: allowed })
}

/** The parts in braces, or `undefined` if the path is another. Split before it is decoded, so that a part can contain a slash. */
function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split('/')
  const got = path.split('/', wanted.length + 1)
  if (got.length !== wanted.length) return undefined
  const parameters: [string, string][] = []
  for (const [index, part] of wanted.entries()) {
    const text = got[index] as string
    if (!part.startsWith('{')) {
      if (part !== text) return undefined
      continue
    }
    const value = decode(text)
    if (value === undefined || value === '') return undefined
    parameters.push([part.slice(1, -1), value])
  }
  return Object.fromEntries(parameters)
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    // A lone percent sign or bytes that are not UTF-8: no path of ours.
    return undefined
  }
}
