// What a test can do with the page, as functions of JSON.
const registered = navigator.serviceWorker.register('worker.js').then(() => navigator.serviceWorker.ready)

async function current() {
  return (await registered).pushManager.getSubscription()
}

globalThis.page = {
  async subscribe(applicationServerKey) {
    const { pushManager } = await registered
    return (await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey })).toJSON()
  },
  async unsubscribe() {
    return (await current())?.unsubscribe() ?? false
  },
  async subscription() {
    return (await current())?.toJSON() ?? null
  },
}
