// Takes tests over from requests that come in: for `node:http`, and for frameworks with middleware of its kind.
import type { IncomingMessage } from 'node:http'
import type { LiveCheck } from '../live-check.ts'
import { withTest } from './current-test.ts'
import { readTestHeaders } from './headers.ts'

/** Handles a request. */
export type RequestHandler<Request extends IncomingMessage, Rest extends readonly unknown[], Result> = (
  request: Request,
  ...rest: Rest
) => Result

/**
 * Wraps the handler of a server, so that it runs for the test that its request names. Wrong headers are counted, and nothing else.
 *
 * @example
 * ```ts
 * createServer(withLiveTest(live, (request, response) => response.end(currentTest()?.id)))
 * ```
 */
export function withLiveTest<Request extends IncomingMessage, Rest extends readonly unknown[], Result>(
  live: LiveCheck,
  handle: RequestHandler<Request, Rest, Result>,
): RequestHandler<Request, Rest, Result> {
  return (request, ...rest) => withTest(testOf(live, request), () => handle(request, ...rest))
}

/**
 * The same as middleware: `app.use(liveMiddleware(live))`.
 */
export function liveMiddleware(
  live: LiveCheck,
): (request: IncomingMessage, response: unknown, next: (error?: unknown) => void) => void {
  return withLiveTest(live, (_request, _response: unknown, next: (error?: unknown) => void) => next())
}

function testOf(live: LiveCheck, { headers }: IncomingMessage): ReturnType<LiveCheck['accept']> {
  return live.accept(readTestHeaders(headers))
}
