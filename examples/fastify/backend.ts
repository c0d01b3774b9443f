// A weather service with Fastify, run by `node examples/fastify/backend.ts PORT`. Its tests are in Python.
import fastify from 'fastify'
import webpush, { type PushSubscription } from 'web-push'

const vapidDetails = { subject: 'mailto:weather@example.com', ...webpush.generateVAPIDKeys() }
const subscriptions: PushSubscription[] = []
const server = fastify({ forceCloseConnections: true })

server.get('/vapid-public-key', () => ({ publicKey: vapidDetails.publicKey }))

server.post<{ Body: PushSubscription }>('/subscriptions', ({ body }, reply) => {
  subscriptions.push(body)
  return reply.code(204).send()
})

server.post<{ Body: { readonly text: string } }>('/warnings', async ({ body }) => {
  const options = { vapidDetails, TTL: 600, urgency: 'high' } as const
  const sent = subscriptions.map((subscription) => webpush.sendNotification(subscription, body.text, options))
  return { statuses: (await Promise.all(sent)).map(({ statusCode }) => statusCode) }
})

process.on('SIGTERM', () => void server.close())
console.log(await server.listen({ host: '127.0.0.1', port: Number(process.argv[2] ?? 0) }))
