// The server itself.
import type { Route } from '../http/route.ts'

/** `/status` and `/shutdown`. */
export const serverRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/status',
    handle(_request, { server, about, clients, pushes, faults }) {
      const { url, origin, clock } = server
      const body = {
        ...about,
        url,
        origin,
        now: clock.now(),
        connections: server.clients.length,
        clients: clients.size,
        pushes: pushes.last,
        faults: faults.states.filter(({ left }) => left !== 0).length,
      }
      return { status: 200, body }
    },
  },
  {
    method: 'POST',
    path: '/shutdown',
    handle(_request, controlled) {
      return { status: 202, body: { stopping: true }, afterwards: () => controlled.shutdown() }
    },
  },
]
