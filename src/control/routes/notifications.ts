// What a virtual client received.
import type { Notification } from '../../client/index.ts'
import type { Route } from '../http/route.ts'
import type { Numbered } from '../numbered-log.ts'
import { showPayload } from '../payload.ts'
import { readLog } from './log-query.ts'

/** `/clients/{name}/notifications`. */
export const notificationRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/clients/{name}/notifications',
    async handle(request, { clients, limits }) {
      const { notifications } = clients.get(String(request.parameters.name))
      const found = await readLog(notifications, request, limits.wait)
      return { status: 200, body: { notifications: found.map(show), last: notifications.last } }
    },
  },
]

function show({ id, item }: Numbered<Notification>): Record<string, unknown> {
  const { channelID, version, headers, receivedAt } = item
  return { id, channelID, version, ...showPayload(item), headers, at: Math.round(receivedAt) }
}
