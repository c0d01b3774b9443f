// A shop with Express: keeps subscriptions, and tells its customers with `web-push` that their orders are on the way.
import express, { type Express } from 'express'
import webpush, { type PushSubscription, type WebPushError } from 'web-push'

export interface Shop {
  readonly app: Express
  /** By customer. */
  readonly subscriptions: ReadonlyMap<string, PushSubscription>
}

export function createShop(): Shop {
  const vapidDetails = { subject: 'mailto:shop@example.com', ...webpush.generateVAPIDKeys() }
  const subscriptions = new Map<string, PushSubscription>()
  const app = express()
  app.use(express.json())

  app.get('/vapid-public-key', (_request, response) => {
    response.send(vapidDetails.publicKey)
  })

  app.put('/customers/:name/subscription', (request, response) => {
    subscriptions.set(request.params.name, request.body as PushSubscription)
    response.sendStatus(204)
  })

  app.post('/customers/:name/orders', async (request, response) => {
    const { name } = request.params
    const subscription = subscriptions.get(name)
    const { item } = request.body as { readonly item: string }
    const payload = JSON.stringify({ title: 'On its way', body: item })
    try {
      // Of several orders only the newest is shown to who comes back.
      if (subscription)
        await webpush.sendNotification(subscription, payload, { vapidDetails, TTL: 3600, topic: 'order' })
    } catch (error) {
      const { statusCode } = error as WebPushError
      if (statusCode !== 404 && statusCode !== 410) throw error
      subscriptions.delete(name)
    }
    response.sendStatus(202)
  })

  return { app, subscriptions }
}
