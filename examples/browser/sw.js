// The service worker of a shop: shows what the backend tells, and takes the customer's answer back to it.
self.addEventListener('push', (event) => {
  const order = readOrder(event.data)
  if (order === undefined) return
  const { title, body, backend } = order
  const actions = [{ action: 'track', title: 'Where is it?' }]
  event.waitUntil(self.registration.showNotification(title, { body, actions, data: { backend } }))
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const { backend } = event.notification.data
  event.waitUntil(fetch(`${backend}/answers`, { method: 'POST', mode: 'no-cors', body: event.action }))
})

function readOrder(data) {
  try {
    return data?.json()
  } catch {
    // Not every message is about an order.
    return undefined
  }
}
