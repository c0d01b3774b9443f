// The push service's clock.
import { duration, readFields } from '../fields/index.ts'
import type { Route } from '../http/route.ts'

/** Ten years, after which every message and every ping is long over. */
const longest = 10 * 366 * 24 * 60 * 60 * 1000
const advance = { by: duration(longest) }

/** `/clock` and `/clock/advance`. */
export const clockRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/clock',
    handle(_request, { server }) {
      return { status: 200, body: { now: server.clock.now() } }
    },
  },
  {
    method: 'POST',
    path: '/clock/advance',
    handle({ body }, { server }) {
      server.clock.advance(readFields(body, advance, 'the body').by)
      return { status: 200, body: { now: server.clock.now() } }
    },
  },
]
