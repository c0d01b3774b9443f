export {
  type AckRequest,
  type AckUpdate,
  type BroadcastSubscribeRequest,
  type ClientMessage,
  encodeClientMessage,
  type HelloRequest,
  type NackRequest,
  type PingRequest,
  parseClientMessage,
  type RegisterRequest,
  type UnregisterRequest,
} from './client-messages.ts'
export { AckCode, CloseCode, NackCode, UnregisterCode } from './codes.ts'
export { frameLimit } from './frame-limit.ts'
export {
  type BroadcastMap,
  type BroadcastMessage,
  encodeServerMessage,
  type HelloReply,
  type NotificationHeaders,
  type NotificationMessage,
  type PingReply,
  parseServerMessage,
  type RegisterReply,
  type ServerMessage,
  type UnknownMessage,
  type UnregisterReply,
} from './server-messages.ts'
export { isHyphenatedUuid, parseUuid, simpleUuid } from './uuid.ts'
