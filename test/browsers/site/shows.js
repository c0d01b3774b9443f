// Shows what is pushed, and remembers what was clicked.
importScripts('/titles.js')

self.addEventListener('push', (event) => {
  const { title, ...options } = event.data.json()
  event.waitUntil(self.registration.showNotification(self.titleOf(title), options))
})

self.addEventListener('notificationclick', (event) => {
  if (event.action === 'fail') throw new Error('The worker was told to fail.')
  event.notification.close()
  event.waitUntil(self.registration.showNotification(`clicked ${event.action}`))
})
