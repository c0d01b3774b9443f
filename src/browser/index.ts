export type { BrowserPage, LaunchOptions, PermissionState } from './browser.ts'
export {
  BrowserClient,
  browserClient,
  type ShownTarget,
  type SubscriptionChange,
} from './browser-client.ts'
export type { BrowserSeatOptions } from './browser-seat.ts'
export { Chromium, noBackgroundNetworking } from './chromium/chromium.ts'
export { ChromiumClient, type ChromiumSource } from './chromium/chromium-client.ts'
export { ChromiumPage } from './chromium/chromium-page.ts'
export { ChromiumSeat } from './chromium/chromium-seat.ts'
export {
  type BrowserProgram,
  chromiumProgram,
  findProgram,
  firefoxProgram,
  missingProgram,
  requireProgram,
} from './find-program.ts'
export { Firefox } from './firefox/firefox.ts'
export { FirefoxClient } from './firefox/firefox-client.ts'
export { FirefoxProfile } from './firefox/firefox-profile.ts'
export { FirefoxSeat } from './firefox/firefox-seat.ts'
export { RefusingProxy } from './firefox/refusing-proxy.ts'
export type { Seat } from './shared-seats.ts'
export { sharedSeat } from './shared-seats.ts'
export type { ShownAction, ShownNotification } from './worker-report.ts'
