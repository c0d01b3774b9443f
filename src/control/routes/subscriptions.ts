// Subscriptions of virtual clients: what a browser's page would give to the backend.
import type { Subscription } from '../../client/index.ts'
import { optional, readFields, text, uuid } from '../fields/index.ts'
import { RequestError } from '../http/problem.ts'
import type { Route } from '../http/route.ts'

const newSubscription = { applicationServerKey: optional(text(200)) }
const expiry = { endpoint: text(8192) }

/** `/clients/{name}/subscriptions` and `/subscriptions/expire`. */
export const subscriptionRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/clients/{name}/subscriptions',
    async handle({ parameters, body, signal }, { clients }) {
      const client = clients.get(String(parameters.name))
      const { applicationServerKey } = readFields(body, newSubscription, 'the body')
      const key = applicationServerKey === undefined ? {} : { applicationServerKey }
      return { status: 201, body: show(await client.subscribe({ ...key, signal })) }
    },
  },
  {
    method: 'GET',
    path: '/clients/{name}/subscriptions',
    handle({ parameters }, { clients }) {
      const { subscriptions } = clients.get(String(parameters.name))
      return { status: 200, body: { subscriptions: subscriptions.map(show) } }
    },
  },
  {
    method: 'DELETE',
    path: '/clients/{name}/subscriptions/{channelID}',
    async handle({ parameters, signal }, { clients }) {
      const client = clients.get(String(parameters.name))
      const channelID = uuid(parameters.channelID, 'channelID')
      if (!client.subscriptions.some((subscription) => subscription.channelID === channelID)) {
        throw new RequestError('ERR_NOT_FOUND', 'The client has no subscription with this channelID.')
      }
      await client.unsubscribe(channelID, { signal })
      return { status: 204 }
    },
  },
  {
    method: 'POST',
    path: '/subscriptions/expire',
    handle({ body }, { server }) {
      server.expireSubscription(readFields(body, expiry, 'the body').endpoint)
      return { status: 204 }
    },
  },
]

/** The W3C form, which can be given to a backend as it is, and the channel. */
function show(subscription: Subscription): Record<string, unknown> {
  return { ...subscription.toJSON(), channelID: subscription.channelID }
}
