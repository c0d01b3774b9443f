// The page that a push client opens: what a test can do with it, as functions on `globalThis.pushwright`.

/** A worker's subscription is found by the worker's scope. */
const pageScript: string = `{
  const activated = (worker) =>
    new Promise((resolve, reject) => {
      const look = () => {
        if (worker.state === 'activated') resolve()
        if (worker.state === 'redundant') reject(new Error('The service worker did not start.'))
      }
      worker.addEventListener('statechange', look)
      look()
    })
  const registrationOf = async (scope) => {
    const known = await navigator.serviceWorker.getRegistration(scope)
    if (known?.active && new URL(known.scope).pathname === scope) return known
    const registration = await navigator.serviceWorker.register('/__pushwright__/worker.js', { scope })
    await activated(registration.installing ?? registration.waiting ?? registration.active)
    return registration
  }
  const subscriptionOf = async (scope) => (await registrationOf(scope)).pushManager.getSubscription()
  globalThis.pushwright = {
    async register(scope) {
      await registrationOf(scope)
    },
    async subscribe(scope, applicationServerKey) {
      const { pushManager } = await registrationOf(scope)
      return (await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey })).toJSON()
    },
    async unsubscribe(scope) {
      return (await (await subscriptionOf(scope))?.unsubscribe()) ?? false
    },
    async subscription(scope) {
      return (await subscriptionOf(scope))?.toJSON() ?? null
    },
    async click(scope, command) {
      const { active } = await registrationOf(scope)
      active.postMessage({ 'pushwright click': command })
    },
  }
}
`

/** The document, whole in one answer. */
export const pageText: string = `<!doctype html>
<html lang="en">
  <meta charset="utf-8">
  <title>A push client</title>
  <link rel="icon" href="data:,">
  <script>${pageScript}</script>
  <p>A push client of Pushwright.</p>
</html>
`
