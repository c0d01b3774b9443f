// Messages from a push client to the push service, and how the service reads them.

import { PushwrightError } from '../errors/index.ts'
import { isObject, type JsonObject } from '../json/index.ts'
import { fieldError, isIntegerWithin, isStringMap, parseJsonObject, show } from './fields.ts'
import { parseUuid } from './uuid.ts'

/** The first message of a session. */
export interface HelloRequest {
  messageType: 'hello'
  /** The UAID to resume; the service assigns a new one to a client without. */
  uaid?: string | null
  /** Ignored by today's services, but each must be a UUID. */
  channelIDs?: string[] | null
  /** Broadcast ids and the version the client has of each. */
  broadcasts?: Record<string, string> | null
  use_webpush?: boolean | null
}

/** Asks for a push endpoint for a channel. */
export interface RegisterRequest {
  messageType: 'register'
  /** A UUID in lower case with hyphens, chosen by the client. */
  channelID: string
  /** The application server's public key (65-byte point, base64url), which restricts the subscription (RFC 8292 section 4). */
  key?: string | null
}

/** Gives a channel up. */
export interface UnregisterRequest {
  messageType: 'unregister'
  channelID: string
  /** See `UnregisterCode`. */
  code?: number | null
}

/** Asks for changes of broadcasts. */
export interface BroadcastSubscribeRequest {
  messageType: 'broadcast_subscribe'
  broadcasts: Record<string, string>
}

/** One acknowledged notification. */
export interface AckUpdate {
  channelID: string
  version: string
  /** See `AckCode`. */
  code?: number | null
}

/** Acknowledges notifications. */
export interface AckRequest {
  messageType: 'ack'
  updates: AckUpdate[]
}

/** Says that a notification was taken but not handled. */
export interface NackRequest {
  messageType: 'nack'
  version: string
  /** See `NackCode`. */
  code?: number | null
}

/** The application-level ping; on the wire it is `{}`. */
export interface PingRequest {
  messageType: 'ping'
}

/** Every message a push client sends, told apart by `messageType`. */
export type ClientMessage =
  | HelloRequest
  | RegisterRequest
  | UnregisterRequest
  | BroadcastSubscribeRequest
  | AckRequest
  | NackRequest
  | PingRequest

const maxU16 = 0xffff
const maxU32 = 0xffff_ffff
const minI32 = -0x8000_0000
const maxI32 = 0x7fff_ffff

const readers: Readonly<Record<string, (message: JsonObject) => ClientMessage>> = {
  // A null prototype, so that a message of the type "constructor" is unknown.
  __proto__: null as never,
  hello: readHello,
  register: readRegister,
  unregister: readUnregister,
  broadcast_subscribe: readBroadcastSubscribe,
  ack: readAck,
  nack: readNack,
  ping: () => ({ messageType: 'ping' }),
}

/**
 * Reads one text frame of a push client as autopush does: unknown fields are ignored, a missing or wrong field makes the
 * whole message invalid, `{}` is a ping.
 *
 * @param text - The text of the frame.
 * @throws PushwrightError `ERR_MESSAGE` that names the field.
 *
 * @example
 * ```ts
 * parseClientMessage('{}') // { messageType: 'ping' }
 * ```
 */
export function parseClientMessage(text: string): ClientMessage {
  const message = parseJsonObject(text)
  const { messageType } = message
  if (messageType === undefined && Object.keys(message).length === 0) return { messageType: 'ping' }
  const reader = typeof messageType === 'string' ? readers[messageType] : undefined
  if (reader === undefined) {
    throw new PushwrightError(
      'ERR_MESSAGE',
      `Expected \`messageType\` to be one of ${Object.keys(readers).join(', ')}, got ${show(messageType)}.`,
      { details: { messageType } },
    )
  }
  return reader(message)
}

/** Writes a message as the text of a frame. A ping is `{}`. */
export function encodeClientMessage(message: ClientMessage): string {
  return message.messageType === 'ping' ? '{}' : JSON.stringify(message)
}

function readHello(message: JsonObject): ClientMessage {
  const { uaid, channelIDs, broadcasts } = message
  if (!isAbsent(uaid) && typeof uaid !== 'string') throw fieldError('hello', 'uaid', 'a string', uaid)
  if (!isAbsent(channelIDs) && !isUuidList(channelIDs)) {
    throw fieldError('hello', 'channelIDs', 'an array of UUIDs', channelIDs)
  }
  if (!isAbsent(broadcasts) && !isStringMap(broadcasts)) {
    throw fieldError('hello', 'broadcasts', 'an object of strings', broadcasts)
  }
  return message as unknown as HelloRequest
}

function readRegister(message: JsonObject): ClientMessage {
  const { channelID, key } = message
  if (typeof channelID !== 'string') throw fieldError('register', 'channelID', 'a string', channelID)
  if (!isAbsent(key) && typeof key !== 'string') throw fieldError('register', 'key', 'a string', key)
  return message as unknown as RegisterRequest
}

function readUnregister(message: JsonObject): ClientMessage {
  const channelID = readUuid('unregister', 'channelID', message.channelID)
  const { code } = message
  if (!isAbsent(code) && !isIntegerWithin(code, 0, maxU32)) {
    throw fieldError('unregister', 'code', 'an unsigned 32-bit integer', code)
  }
  return { messageType: 'unregister', channelID, ...(isAbsent(code) ? {} : { code: code as number }) }
}

function readBroadcastSubscribe(message: JsonObject): ClientMessage {
  if (!isStringMap(message.broadcasts)) {
    throw fieldError('broadcast_subscribe', 'broadcasts', 'an object of strings', message.broadcasts)
  }
  return message as unknown as BroadcastSubscribeRequest
}

function readAck(message: JsonObject): ClientMessage {
  const { updates } = message
  if (!Array.isArray(updates)) throw fieldError('ack', 'updates', 'an array', updates)
  return { messageType: 'ack', updates: updates.map(readAckUpdate) }
}

function readAckUpdate(update: unknown, index: number): AckUpdate {
  if (!isObject(update)) throw fieldError('ack', `updates[${index}]`, 'an object', update)
  const channelID = readUuid('ack', `updates[${index}].channelID`, update.channelID)
  const { version, code } = update
  if (typeof version !== 'string') throw fieldError('ack', `updates[${index}].version`, 'a string', version)
  if (!isAbsent(code) && !isIntegerWithin(code, 0, maxU16)) {
    throw fieldError('ack', `updates[${index}].code`, 'an unsigned 16-bit integer', code)
  }
  return { channelID, version, ...(isAbsent(code) ? {} : { code: code as number }) }
}

function readNack(message: JsonObject): ClientMessage {
  const { version, code } = message
  if (typeof version !== 'string') throw fieldError('nack', 'version', 'a string', version)
  if (!isAbsent(code) && !isIntegerWithin(code, minI32, maxI32)) {
    throw fieldError('nack', 'code', 'a signed 32-bit integer', code)
  }
  return message as unknown as NackRequest
}

function readUuid(messageType: string, field: string, value: unknown): string {
  const uuid = typeof value === 'string' ? parseUuid(value) : undefined
  if (uuid === undefined) throw fieldError(messageType, field, 'a UUID', value)
  return uuid
}

function isUuidList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string' && parseUuid(entry) !== undefined)
}

function isAbsent(value: unknown): value is null | undefined {
  return value === undefined || value === null
}
