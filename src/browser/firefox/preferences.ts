// The preferences of a Firefox that has a fixture server for its push service and talks to nobody else.

/** A value of about:config. */
type Preference = string | number | boolean

/** Where the browser may go. */
export interface Surroundings {
  /** The push service's `ws:` URL. It must not change in the life of a profile: Firefox would drop its subscriptions. */
  readonly pushUrl: string
  /** The port of a proxy on 127.0.0.1 that refuses everything. */
  readonly proxyPort: number
}

/** The text of a profile's `user.js`. */
export function userScript(surroundings: Surroundings): string {
  const preferences = { ...push(surroundings), ...loopbackOnly(surroundings), ...lean }
  return Object.entries(preferences)
    .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
    .join('')
}

function push({ pushUrl }: Surroundings): Record<string, Preference> {
  return {
    'dom.push.serverURL': pushUrl,
    'dom.push.testing.allowInsecureServerURL': true,
    // The default, but WebDriver BiDi switches it off unless the profile says so.
    'dom.push.connection.enabled': true,
    // By default Firefox unsubscribes after 16 pushes that showed no notification.
    'dom.push.maxQuotaPerSubscription': 100_000,
    // Without a desktop, only the browser itself can show notifications.
    'alerts.useSystemBackend': false,
    // By default it comes back five seconds after a lost connection, and later each time.
    'dom.push.retryBaseInterval': 20,
    'network.websocket.delay-failed-reconnects': false,
  }
}

function loopbackOnly({ proxyPort }: Surroundings): Record<string, Preference> {
  return {
    'network.proxy.type': 1,
    'network.proxy.http': '127.0.0.1',
    'network.proxy.http_port': proxyPort,
    'network.proxy.ssl': '127.0.0.1',
    'network.proxy.ssl_port': proxyPort,
    'network.proxy.no_proxies_on': 'localhost, .localhost, 127.0.0.1',
    'network.captive-portal-service.enabled': false,
    'network.connectivity-service.enabled': false,
    // Where this package listens.
    'network.dns.disableIPv6': true,
    // No DNS over HTTPS.
    'network.trr.mode': 5,
    'app.normandy.enabled': false,
    'browser.region.network.url': '',
    'media.gmp-provider.enabled': false,
  }
}

/** Few processes, and nothing that a user would have and a test does not need. */
const lean: Record<string, Preference> = {
  'dom.ipc.processCount': 1,
  'dom.ipc.processPrelaunch.enabled': false,
  'fission.autostart': false,
  'browser.tabs.remote.separatePrivilegedContentProcess': false,
  'extensions.webextensions.remote': false,
  'media.rdd-process.enabled': false,
  'media.utility-process.enabled': false,
  'network.process.enabled': false,
  'browser.newtab.preload': false,
  'browser.newtabpage.enabled': false,
  'browser.aboutwelcome.enabled': false,
  'browser.cache.disk.enable': false,
  'browser.search.update': false,
  // Milliseconds.
  'browser.sessionstore.interval': 3_600_000,
  'places.history.enabled': false,
}
