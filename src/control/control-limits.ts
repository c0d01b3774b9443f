// How much the control API takes on: whoever has the token can still not fill the memory.

/** Bounds of a control API. Beyond a number of things, a request is answered 429 `ERR_LIMIT`. */
export interface ControlLimits {
  /** Virtual clients at a time. */
  clients: number
  /** Subscriptions of one virtual client. */
  subscriptions: number
  /** Notifications kept for one virtual client; the oldest go. */
  notifications: number
  /** Pushes kept for `GET /pushes`; the oldest go. */
  pushes: number
  /** Faults that wait at a time. */
  faults: number
  /** Broadcasts known at a time. */
  broadcasts: number
  /** Requests that wait at the same list. */
  waiters: number
  /** Milliseconds that one request waits at most. */
  wait: number
  /** Bytes of a request's body; a longer one is answered 413. */
  bodyBytes: number
  /** TCP connections at a time; more are closed unanswered. */
  connections: number
}

/** More than a test needs. */
export const defaultControlLimits: Readonly<ControlLimits> = {
  clients: 1000,
  subscriptions: 1000,
  notifications: 1000,
  pushes: 1000,
  faults: 1000,
  broadcasts: 1000,
  waiters: 100,
  wait: 60_000,
  bodyBytes: 1024 * 1024,
  connections: 1024,
}
