export {
  ApplicationServer,
  type ApplicationServerOptions,
  type PreparedMessage,
  type PushTarget,
  type SendOptions,
} from './application-server.ts'
export { payloadBytes } from './payload.ts'
export type { Receipt } from './receipt.ts'
export type { RetryOptions } from './retrying.ts'
