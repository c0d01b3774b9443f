// The backend of a shop: keeps subscriptions, pushes with `web-push`, and hears what customers click.
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import webpush, { type PushSubscription } from 'web-push'

export interface Backend {
  readonly url: string
  readonly publicKey: string
  /** What customers have clicked. */
  readonly answers: readonly string[]
  close(): void
}

export async function startBackend(): Promise<Backend> {
  const { publicKey, privateKey } = webpush.generateVAPIDKeys()
  const subscriptions: PushSubscription[] = []
  const answers: string[] = []
  const server: Server = createServer(async (request, response) => {
    const body = await text(request)
    if (request.url === '/subscriptions') subscriptions.push(JSON.parse(body) as PushSubscription)
    if (request.url === '/answers') answers.push(body)
    if (request.url === '/orders') {
      const order = JSON.stringify({ title: 'Your order', body, backend: url })
      await Promise.all(subscriptions.map((subscription) => push(subscription, order)))
    }
    response.end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const vapidDetails = { subject: 'mailto:shop@example.com', publicKey, privateKey }

  // `webpush.sendNotification` does the same, over https alone.
  async function push(subscription: PushSubscription, payload: string): Promise<void> {
    const { endpoint, headers, body } = webpush.generateRequestDetails(subscription, payload, { vapidDetails })
    const { 'Content-Length': _, ...others } = headers as Record<string, string>
    await fetch(endpoint, { method: 'POST', headers: others, body: new Uint8Array(body) })
  }

  return { url, publicKey, answers, close: () => server.close() }
}
