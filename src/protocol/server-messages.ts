// Messages from the push service to a push client, and how the client reads them.
import { isObject, type JsonObject } from '../json/index.ts'
import { fieldError, isIntegerWithin, isStringMap, parseJsonObject } from './fields.ts'

/** Answers `hello`. */
export interface HelloReply {
  messageType: 'hello'
  /** The user agent's id, to be given with the next `hello`; empty if the service refused and sent none. */
  uaid: string
  status: number
  use_webpush?: boolean
  /** Broadcasts that are newer than the client said; under `errors`, the ids that are unknown. */
  broadcasts?: BroadcastMap
}

/** Answers `register`. */
export interface RegisterReply {
  messageType: 'register'
  /** Empty if the service refused and sent none. */
  channelID: string
  /** 200, or 400 for a bad key, or 500. */
  status: number
  /** Where application servers post; prose if `status` is not 200. */
  pushEndpoint?: string
}

/** Answers `unregister`. */
export interface UnregisterReply {
  messageType: 'unregister'
  channelID: string
  status: number
}

/** The headers of a push message that the client needs to decrypt it. */
export interface NotificationHeaders {
  encoding?: string
  encryption?: string
  crypto_key?: string
}

/** One push message. */
export interface NotificationMessage {
  messageType: 'notification'
  channelID: string
  /** The opaque message id, to be given back with `ack`. */
  version: string
  /** The body of the push message, base64url; absent if it was empty. */
  data?: string
  headers?: NotificationHeaders | null
}

/** Broadcast ids and their versions; `errors` has ids that are unknown. */
export interface BroadcastMap {
  [id: string]: string | Record<string, string> | undefined
  errors?: Record<string, string>
}

/** Tells of changed broadcasts. */
export interface BroadcastMessage {
  messageType: 'broadcast'
  broadcasts: BroadcastMap
}

/** The answer to the application-level ping; on the wire it is `{}`. */
export interface PingReply {
  messageType: 'ping'
}

/** A message of a type this version does not know, or without `messageType`; clients ignore it. */
export interface UnknownMessage {
  messageType: 'unknown'
  message: Readonly<Record<string, unknown>>
}

/** Every message a push client receives, told apart by `messageType`. */
export type ServerMessage =
  | HelloReply
  | RegisterReply
  | UnregisterReply
  | NotificationMessage
  | BroadcastMessage
  | PingReply
  | UnknownMessage

const readers: Readonly<Record<string, (message: JsonObject) => ServerMessage>> = {
  // A null prototype, so that a message of the type "constructor" is unknown.
  __proto__: null as never,
  hello: readHello,
  register: readRegister,
  unregister: readUnregister,
  notification: readNotification,
  broadcast: readBroadcast,
  ping: () => ({ messageType: 'ping' }),
}

/**
 * Reads one text frame of a push service. Fields that this version does not know are kept, so that a test can look at the
 * whole message; a type it does not know becomes an {@link UnknownMessage}.
 *
 * @param text - The text of the frame.
 * @throws PushwrightError `ERR_MESSAGE` that names the field.
 *
 * @example
 * ```ts
 * parseServerMessage('{}') // { messageType: 'ping' }
 * ```
 */
export function parseServerMessage(text: string): ServerMessage {
  if (text === '{}') return { messageType: 'ping' }
  const message = parseJsonObject(text)
  const { messageType } = message
  // Firefox matches the type of a server message without regard to case.
  const reader = typeof messageType === 'string' ? readers[messageType.toLowerCase()] : undefined
  if (reader !== undefined) return reader(message)
  return Object.keys(message).length === 0 ? { messageType: 'ping' } : { messageType: 'unknown', message }
}

/** Writes a message as the text of a frame. A ping reply is `{}`. */
export function encodeServerMessage(message: Exclude<ServerMessage, UnknownMessage>): string {
  return message.messageType === 'ping' ? '{}' : JSON.stringify(message)
}

function readHello(message: JsonObject): ServerMessage {
  requireStatus('hello', message)
  readId('hello', 'uaid', message)
  const { broadcasts } = message
  if (broadcasts !== undefined && !isBroadcastMap(broadcasts)) {
    throw fieldError('hello', 'broadcasts', 'an object of strings', broadcasts)
  }
  return normalise('hello', message) as unknown as HelloReply
}

function readRegister(message: JsonObject): ServerMessage {
  requireStatus('register', message)
  readId('register', 'channelID', message)
  if (message.status === 200) requireString('register', 'pushEndpoint', message)
  return normalise('register', message) as unknown as RegisterReply
}

function readUnregister(message: JsonObject): ServerMessage {
  requireStatus('unregister', message)
  readId('unregister', 'channelID', message)
  return normalise('unregister', message) as unknown as UnregisterReply
}

function readNotification(message: JsonObject): ServerMessage {
  requireString('notification', 'channelID', message)
  const { version, data, headers } = message
  if (version === undefined) message.version = ''
  // Some services number their messages; the version is opaque, so it is kept as text.
  else if (typeof version === 'number') message.version = String(version)
  else if (typeof version !== 'string') throw fieldError('notification', 'version', 'a string', version)
  if (data !== undefined && data !== null && typeof data !== 'string') {
    throw fieldError('notification', 'data', 'a base64url string', data)
  }
  if (headers !== undefined && headers !== null && !isStringMap(headers)) {
    throw fieldError('notification', 'headers', 'an object of strings', headers)
  }
  return normalise('notification', message) as unknown as NotificationMessage
}

function readBroadcast(message: JsonObject): ServerMessage {
  if (!isBroadcastMap(message.broadcasts)) {
    throw fieldError('broadcast', 'broadcasts', 'an object of strings', message.broadcasts)
  }
  return normalise('broadcast', message) as unknown as BroadcastMessage
}

function normalise(messageType: string, message: JsonObject): JsonObject {
  message.messageType = messageType
  return message
}

/** A refusal may leave the id out, as legacy autopush does; it is empty then. */
function readId(messageType: string, field: string, message: JsonObject): void {
  if (message[field] === undefined && message.status !== 200) message[field] = ''
  requireString(messageType, field, message)
}

function requireString(messageType: string, field: string, message: JsonObject): void {
  if (typeof message[field] === 'string') return
  throw fieldError(messageType, field, 'a string', message[field], message.channelID)
}

function requireStatus(messageType: string, message: JsonObject): void {
  if (isIntegerWithin(message.status, 0, 999)) return
  throw fieldError(messageType, 'status', 'a number', message.status, message.channelID)
}

function isBroadcastMap(value: unknown): value is BroadcastMap {
  if (!isObject(value)) return false
  return Object.entries(value).every(([id, entry]) =>
    id === 'errors' ? isStringMap(entry) || typeof entry === 'string' : typeof entry === 'string',
  )
}
