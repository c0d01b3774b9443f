// What the service worker of a browser tells of itself.
import { isListOf, isObject, isText, type JsonObject, parseJson } from '../json/index.ts'

/** An action of a notification (Notifications API, `NotificationAction`). */
export interface ShownAction {
  readonly action: string
  readonly title: string
}

/** A notification that a service worker has shown. */
export interface ShownNotification {
  readonly title: string
  readonly body: string
  readonly actions: readonly ShownAction[]
  readonly tag: string
  /** What the worker attached, as JSON carries it. */
  readonly data: unknown
}

/** One report. `scope` is the path of the worker's registration. */
export type WorkerReport =
  | { readonly type: 'push'; readonly scope: string; readonly data: string | null }
  | { readonly type: 'shown'; readonly scope: string; readonly notification: ShownNotification }
  | { readonly type: 'clicked'; readonly scope: string; readonly error?: string }
  | { readonly type: 'pushsubscriptionchange'; readonly scope: string; readonly oldEndpoint: string | null }

/** Reads a report; `undefined` if it is none, as when something else on the machine posts. */
export function readWorkerReport(text: string): WorkerReport | undefined {
  const report = parseJson(text)
  if (!isObject(report) || !isText(report.scope)) return undefined
  return shapes.get(report.type)?.(report) === true ? (report as unknown as WorkerReport) : undefined
}

const shapes = new Map<unknown, (report: JsonObject) => boolean>([
  ['push', ({ data }) => data === null || isText(data)],
  ['shown', ({ notification }) => isShown(notification)],
  ['clicked', ({ error }) => error === undefined || isText(error)],
  ['pushsubscriptionchange', ({ oldEndpoint }) => oldEndpoint === null || isText(oldEndpoint)],
])

function isShown(value: unknown): boolean {
  if (!isObject(value)) return false
  const { title, body, tag, actions } = value
  return [title, body, tag].every(isText) && isListOf(actions, isAction)
}

function isAction(value: unknown): boolean {
  return isObject(value) && isText(value.action) && isText(value.title)
}
