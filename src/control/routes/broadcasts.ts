// Broadcasts: versions that every client can follow.
import { PushwrightError } from '../../errors/index.ts'
import { readFields, text } from '../fields/index.ts'
import type { Route } from '../http/route.ts'

const broadcastId = text(256)
const broadcast = { version: text(1024) }

/** `/broadcasts` and `/broadcasts/{id}`. */
export const broadcastRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/broadcasts',
    handle(_request, { server }) {
      return { status: 200, body: { broadcasts: server.broadcasts } }
    },
  },
  {
    method: 'PUT',
    path: '/broadcasts/{id}',
    handle({ parameters, body }, { server, limits }) {
      const id = broadcastId(parameters.id, 'id')
      const { version } = readFields(body, broadcast, 'the body')
      const known = server.broadcasts
      if (!Object.hasOwn(known, id) && Object.keys(known).length >= limits.broadcasts) {
        throw new PushwrightError('ERR_LIMIT', `Expected at most ${limits.broadcasts} broadcasts.`)
      }
      server.setBroadcast(id, version)
      return { status: 200, body: { id, version } }
    },
  },
]
