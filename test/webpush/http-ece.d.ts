// The part of http_ece, the reference implementation of both encodings, that the tests use; it has no types of its own.

declare module 'http_ece' {
  import type { ECDH } from 'node:crypto'

  interface Parameters {
    version: 'aes128gcm' | 'aesgcm'
    /** The other side's public key, base64url. */
    dh?: string
    privateKey: ECDH
    authSecret: string
    salt?: string
    rs?: number
    pad?: number
  }

  const ece: {
    encrypt(payload: Buffer, parameters: Parameters): Buffer
    decrypt(body: Buffer, parameters: Parameters): Buffer
  }
  export default ece
}
