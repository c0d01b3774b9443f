// What is put before the user's service worker: it tells the page host of pushes, notifications and lost subscriptions.

/** Where reports are posted, on the worker's own origin. */
export const reportPath = '/__pushwright__/report'

/** The script, which leaves no name behind. Reports are posted one after the other, so that they come in order. */
export const workerPrelude: string = `(() => {
  const scope = new URL(self.registration.scope).pathname
  let posted = Promise.resolve()
  const report = (fields) => {
    const body = JSON.stringify({ scope, ...fields })
    posted = posted.then(() => fetch('${reportPath}', { method: 'POST', body })).catch(() => {})
    return posted
  }
  const encode = (buffer) => btoa(Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join(''))
  self.addEventListener('install', () => self.skipWaiting())
  self.addEventListener('push', (event) => {
    event.waitUntil(report({ type: 'push', data: event.data ? encode(event.data.arrayBuffer()) : null }))
  })
  self.addEventListener('pushsubscriptionchange', (event) => {
    event.waitUntil(report({ type: 'pushsubscriptionchange', oldEndpoint: event.oldSubscription?.endpoint ?? null }))
  })
  const { showNotification } = ServiceWorkerRegistration.prototype
  ServiceWorkerRegistration.prototype.showNotification = async function (title, options = {}) {
    await showNotification.call(this, title, options)
    const { body = '', actions = [], tag = '', data = null } = options
    const shown = actions.map(({ action, title }) => ({ action: String(action), title: String(title) }))
    const texts = { title: String(title), body: String(body), tag: String(tag) }
    await report({ type: 'shown', notification: { ...texts, actions: shown, data } })
  }
  // A script cannot let an event live longer that it dispatched itself, so that is done for it.
  const click = async ({ title, action }) => {
    const notification = (await self.registration.getNotifications()).findLast((shown) => shown.title === title)
    if (notification === undefined) throw new Error('no notification with this title is shown')
    const promises = []
    const event = new NotificationEvent('notificationclick', { notification, action })
    Object.defineProperty(event, 'waitUntil', { value: (promise) => promises.push(promise) })
    self.dispatchEvent(event)
    await Promise.all(promises)
  }
  self.addEventListener('message', (event) => {
    const command = event.data?.['pushwright click']
    if (command === undefined) return
    event.stopImmediatePropagation()
    event.waitUntil(
      click(command).then(
        () => report({ type: 'clicked' }),
        (error) => report({ type: 'clicked', error: String(error?.message ?? error) }),
      ),
    )
  })
})();
`
