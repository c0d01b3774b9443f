// Keys of the curve P-256 between the raw bytes of the web push standards and node's KeyObjects.

import { createECDH, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'

/** Bytes of an uncompressed point: 0x04, x, y (SEC 1 section 2.3.3). */
export const pointLength = 65
/** Bytes of a private key. */
export const scalarLength = 32

// DER around raw keys. Building it is much cheaper than asking OpenSSL to find out which format it was given.
const spkiPrefix = Buffer.from('3059301306072a8648ce3d020106082a8648ce3d030107034200', 'hex')
const pkcs8Prefix = Buffer.from('308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b0201010420', 'hex')
const pkcs8PublicPrefix = Buffer.from('a144034200', 'hex')

/** A private key and its point. */
export interface RawKeyPair {
  readonly privateKey: KeyObject
  /** 65 bytes. */
  readonly publicKey: Buffer
}

/** A fresh key pair. */
export function generateRawKeyPair(): RawKeyPair {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  // A JWK export takes 17 us, SPKI 42 us.
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  return { privateKey, publicKey: joinPoint(x, y) }
}

/**
 * The key pair of a private key of 32 bytes, or `undefined` when the number is zero or not below the curve's order.
 *
 * @param scalar - 32 bytes.
 */
export function importScalar(scalar: Buffer): RawKeyPair | undefined {
  const ecdh = createECDH('prime256v1')
  try {
    ecdh.setPrivateKey(scalar)
  } catch {
    // OpenSSL refuses numbers outside [1, n - 1] only; the caller knows what the number was and says so.
    return undefined
  }
  const publicKey = ecdh.getPublicKey()
  const der = Buffer.concat([pkcs8Prefix, scalar, pkcs8PublicPrefix, publicKey])
  return { privateKey: createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }), publicKey }
}

/**
 * The public key of a point, or `undefined` when these are not 65 bytes of an uncompressed point on the curve.
 *
 * @param point - 0x04, x, y.
 */
export function importPoint(point: Uint8Array): KeyObject | undefined {
  if (point.length !== pointLength || point[0] !== 0x04) return undefined
  try {
    return createPublicKey({ key: Buffer.concat([spkiPrefix, point]), format: 'der', type: 'spki' })
  } catch {
    // The DER around it is right, so the point is not on the curve; the caller says where it came from.
    return undefined
  }
}

/** The raw private key, 32 bytes. */
export function exportScalar(privateKey: KeyObject): Buffer {
  return Buffer.from(privateKey.export({ format: 'jwk' }).d ?? '', 'base64url')
}

/**
 * Says what is wrong with bytes that should be a point, for messages.
 *
 * @param point - What {@link importPoint} refused.
 */
export function describeBadPoint(point: Uint8Array): string {
  if (point.length === 33 && (point[0] === 2 || point[0] === 3)) return 'a compressed point (33 bytes)'
  if (point.length !== pointLength) return `${point.length} bytes`
  if (point[0] !== 0x04) return `65 bytes that begin with 0x${(point[0] ?? 0).toString(16).padStart(2, '0')}`
  return 'a point that is not on the curve'
}

/** The point of a JWK's coordinates, which are 32 bytes each. */
function joinPoint(x: string, y: string): Buffer {
  const point = Buffer.allocUnsafe(pointLength)
  point[0] = 0x04
  point.write(x, 1, 'base64url')
  point.write(y, 33, 'base64url')
  return point
}
