// What the service worker of a browser tells of itself.

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
