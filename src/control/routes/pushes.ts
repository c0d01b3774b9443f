// Everything the push service saw on its push endpoint.
import type { Push } from '../../fixture/index.ts'
import type { Route } from '../http/route.ts'
import type { Numbered } from '../numbered-log.ts'
import { showPayload } from '../payload.ts'
import { readLog } from './log-query.ts'

/** `/pushes`. */
export const pushRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/pushes',
    async handle(request, { pushes, limits }) {
      const found = await readLog(pushes, request, limits.wait)
      return { status: 200, body: { pushes: found.map(show), last: pushes.last } }
    },
  },
]

/** Absent members are shown as null, so that every push has the same shape. */
function show({ id, item }: Numbered<Push>): Record<string, unknown> {
  const members = Object.entries(item.toJSON()).map(([name, value]) => [name, value ?? null])
  return { id, ...Object.fromEntries(members), ...showPayload(item) }
}
