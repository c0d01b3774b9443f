// Virtual clients: made, looked at, taken offline and back, deleted.
import { closeCode, closeReason, flag, optional, readFields, text } from '../fields/index.ts'
import type { Route } from '../http/route.ts'

const newClient = { name: optional(text(64, 'letters, digits, `.`, `_` and `-`', /^[\w.-]+$/)) }
const departure = { code: optional(closeCode), reason: optional(closeReason), abrupt: optional(flag) }
const comeback = { resume: optional(flag) }

/** `/clients` and `/clients/{name}`. */
export const clientRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/clients',
    async handle({ body, signal }, { clients }) {
      const { name } = readFields(body, newClient, 'the body')
      const client = await clients.add(name, { signal })
      return { status: 201, body: client.state }
    },
  },
  {
    method: 'GET',
    path: '/clients',
    handle(_request, { clients }) {
      return { status: 200, body: { clients: Array.from(clients, (client) => client.state) } }
    },
  },
  {
    method: 'GET',
    path: '/clients/{name}',
    handle({ parameters }, { clients }) {
      return { status: 200, body: clients.get(String(parameters.name)).state }
    },
  },
  {
    method: 'DELETE',
    path: '/clients/{name}',
    async handle({ parameters }, { clients }) {
      await clients.delete(String(parameters.name))
      return { status: 204 }
    },
  },
  {
    method: 'POST',
    path: '/clients/{name}/disconnect',
    async handle({ parameters, body, signal }, { clients }) {
      const client = clients.get(String(parameters.name))
      await client.disconnect({ ...readFields(body, departure, 'the body'), signal })
      return { status: 200, body: client.state }
    },
  },
  {
    method: 'POST',
    path: '/clients/{name}/reconnect',
    async handle({ parameters, body, signal }, { clients }) {
      const client = clients.get(String(parameters.name))
      const { resume = true } = readFields(body, comeback, 'the body')
      await client.reconnect({ resume, signal })
      return { status: 200, body: client.state }
    },
  },
]
