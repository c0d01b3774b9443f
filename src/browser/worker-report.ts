// What the service worker of a browser tells of itself.
import { parseJson } from './parse-json.ts'

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
  if (!isRecord(report) || typeof report.scope !== 'string') return undefined
  return shapes.get(report.type)?.(report) === true ? (report as unknown as WorkerReport) : undefined
}

type Fields = Readonly<Record<string, unknown>>

const shapes = new Map<unknown, (report: Fields) => boolean>([
  ['push', ({ data }) => data === null || typeof data === 'string'],
  ['shown', ({ notification }) => isShown(notification)],
  ['clicked', ({ error }) => error === undefined || typeof error === 'string'],
  ['pushsubscriptionchange', ({ oldEndpoint }) => oldEndpoint === null || typeof oldEndpoint === 'string'],
])

function isShown(value: unknown): boolean {
  if (!isRecord(value) || !Array.isArray(value.actions)) return false
  const { title, body, tag, actions } = value
  return hasTexts({ title, body, tag }) && actions.every(isAction)
}

function isAction(value: unknown): boolean {
  return isRecord(value) && hasTexts({ action: value.action, title: value.title })
}

function hasTexts(fields: Fields): boolean {
  return Object.values(fields).every((value) => typeof value === 'string')
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null
}
