// Encryption (RFC 8188, RFC 8291), signatures (RFC 8292) and keys of web push, for senders, receivers and push services.

export { type Base64Alphabet, decodeBase64url, encodeBase64url } from './base64url.ts'
export { type DecryptOptions, decrypt } from './decrypt.ts'
export { type ContentEncoding, type EncryptedMessage, type EncryptOptions, encrypt } from './encrypt.ts'
export { findParameter, type HeaderParameters, parseHeaderParameters } from './header-parameters.ts'
export { createSenderKeys, importSenderKeys, type SenderKeys } from './sender-keys.ts'
export {
  createSubscriptionKeys,
  importSubscriptionKeys,
  type PublicSubscriptionKeys,
  type SubscriptionKeys,
} from './subscription-keys.ts'
export { parseVapidAuthorization, type VapidCredentials, type VapidRefusal } from './vapid-authorization.ts'
export {
  exportVapidPrivateKey,
  generateVapidKeys,
  importVapidKeys,
  type VapidKeys,
  type VapidKeysInput,
} from './vapid-keys.ts'
export {
  signVapid,
  signVapidPayload,
  type VapidClaims,
  type VapidHeaders,
  type VapidScheme,
  vapidAuthorization,
  vapidHeaders,
} from './vapid-sign.ts'
export { createVapidSigner, type VapidSigner, type VapidSignerOptions } from './vapid-signer.ts'
export { type VapidPayload, type VapidVerifyOptions, verifyVapid } from './vapid-verify.ts'
