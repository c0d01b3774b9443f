// The Chrome DevTools Protocol, as far as it is used here (https://chromedevtools.github.io/devtools-protocol/).
import type { CommandConnection } from '../command-connection.ts'

/** The commands that are used, with no more of their parameters and results than is used. */
export interface CdpCommands {
  'Browser.setPermission': {
    params: { permission: { name: string }; setting: string; origin: string; browserContextId?: string }
    result: object
  }
  'Target.createBrowserContext': { params: object; result: { browserContextId: string } }
  'Target.createTarget': { params: { url: string; browserContextId?: string }; result: { targetId: string } }
  'Target.attachToTarget': { params: { targetId: string; flatten: true }; result: { sessionId: string } }
  'Target.getTargets': { params: object; result: { targetInfos: { targetId: string; openerId?: string }[] } }
  'Target.closeTarget': { params: { targetId: string }; result: object }
  'Storage.clearDataForOrigin': { params: { origin: string; storageTypes: 'all' | 'service_workers' }; result: object }
  'Log.enable': { params: object; result: object }
  'Network.enable': { params: object; result: object }
  'Page.enable': { params: object; result: object }
  'Page.navigate': { params: { url: string }; result: { errorText?: string } }
  'Page.resetNavigationHistory': { params: object; result: object }
  'Page.bringToFront': { params: object; result: object }
  'Page.captureScreenshot': { params: { format: 'png' }; result: { data: string } }
  'Runtime.enable': { params: object; result: object }
  'Runtime.evaluate': {
    params: { expression: string; awaitPromise: true; returnByValue: true }
    result: { result: { value?: unknown }; exceptionDetails?: ExceptionDetails }
  }
  'Emulation.setEmulatedMedia': { params: { media: string; features: MediaFeature[] }; result: object }
  'Emulation.setDeviceMetricsOverride': {
    params: { width: number; height: number; deviceScaleFactor: number; mobile: false }
    result: object
  }
  'Emulation.setScriptExecutionDisabled': { params: { value: boolean }; result: object }
  'Input.dispatchKeyEvent': { params: KeyEvent; result: object }
  'Input.insertText': { params: { text: string }; result: object }
}

interface MediaFeature {
  name: string
  value: string
}

interface KeyEvent {
  type: 'keyDown' | 'rawKeyDown' | 'keyUp'
  key: string
  code: string
  windowsVirtualKeyCode: number
  modifiers: number
  text?: string
}

interface ExceptionDetails {
  text: string
  exception?: { description?: string }
}

/** The events that are looked at. */
export interface CdpEvents {
  'Runtime.consoleAPICalled': { type: string; args: { value?: unknown; description?: string }[] }
  'Runtime.exceptionThrown': { exceptionDetails: ExceptionDetails }
  'Log.entryAdded': { entry: { level: string; text: string } }
  'Network.requestWillBeSent': { request: { url: string } }
  'Page.loadEventFired': object
}

/** Any of them, with the session that it is of. */
export type CdpEvent = {
  [Method in keyof CdpEvents]: { method: Method; params: CdpEvents[Method]; sessionId?: string }
}[keyof CdpEvents]

/** A connection to Chromium; a page is a session of it. */
export type Cdp = CommandConnection<CdpCommands>

/** What an exception says, with its stack if it has one. */
export function exceptionText({ text, exception }: ExceptionDetails): string {
  return exception?.description ?? text
}
