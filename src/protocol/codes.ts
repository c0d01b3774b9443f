// The numbers of the autopush protocol: WebSocket close codes, ack codes, nack codes, unregister codes.

/**
 * WebSocket close codes with a meaning in the autopush protocol (RFC 6455 section 7.4; autopush close handling).
 *
 * @example
 * ```ts
 * if (close.code === CloseCode.ServerError) console.error(close.reason) // 'Json', 'SM', 'PongTimeout', ...
 * ```
 */
export const CloseCode = {
  /** Done; autopush also sends it, with the reason "SM", when it resets a UAID. */
  Normal: 1000,
  /** The endpoint goes away, such as a server that shuts down. */
  GoingAway: 1001,
  /** A framing error, a frame over 64 KiB, or invalid UTF-8. */
  ProtocolError: 1002,
  /** A binary or fragmented message. */
  UnsupportedData: 1003,
  /** No close code was in the Close frame. Never sent. */
  NoStatus: 1005,
  /** The connection ended without a Close frame. Never sent. */
  Abnormal: 1006,
  /** Invalid text. */
  InvalidPayload: 1007,
  /** Every autopush error: the reason names it ("Json", "SM", "HandshakeTimeout", "PongTimeout"). */
  ServerError: 1011,
  /** The service restarts; try again later. */
  ServiceRestart: 1012,
  /** Too busy; try again later. */
  TryAgainLater: 1013,
  /** Legacy autopush and Firefox: do not reconnect by yourself. */
  DoNotReconnect: 4774,
} as const

/** One of {@link CloseCode}. */
export type CloseCode = (typeof CloseCode)[keyof typeof CloseCode]

/**
 * What a client says of a notification in `ack`.
 */
export const AckCode = {
  /** The application got it. */
  Delivered: 100,
  /** It could not be decrypted. */
  DecryptionError: 101,
  /** It was not delivered for another reason, such as an unknown channel. */
  NotDelivered: 102,
} as const

/** One of {@link AckCode}. */
export type AckCode = (typeof AckCode)[keyof typeof AckCode]

/** Why a service worker did not take a notification, in `nack`. */
export const NackCode = {
  /** The handler threw. */
  UncaughtException: 301,
  /** The promise given to `waitUntil` was rejected. */
  RejectedPromise: 302,
  /** Anything else. */
  Other: 303,
} as const

/** One of {@link NackCode}. */
export type NackCode = (typeof NackCode)[keyof typeof NackCode]

/** Why a client gives up a channel, in `unregister`. */
export const UnregisterCode = {
  /** The page or the user unsubscribed. */
  Manual: 200,
  /** Too many pushes without a visible notification. */
  QuotaExceeded: 201,
  /** The permission was revoked. */
  PermissionRevoked: 202,
} as const

/** One of {@link UnregisterCode}. */
export type UnregisterCode = (typeof UnregisterCode)[keyof typeof UnregisterCode]
