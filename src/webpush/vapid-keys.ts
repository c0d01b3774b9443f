// The application server's signing keys (RFC 8292), from every form in which people keep them.

import { createPrivateKey, type JsonWebKey, type KeyObject } from 'node:crypto'
import { PushwrightError } from '../errors/index.ts'
import { decodeBase64url, encodeBase64url } from './base64url.ts'
import { exportScalar, generateRawKeyPair, importScalar, pointLength, scalarLength } from './p256.ts'

/** The signing keys of an application server. */
export interface VapidKeys {
  /** The uncompressed point as unpadded base64url: the `applicationServerKey` of a subscription. */
  readonly publicKey: string
  /** The private ECDSA key on P-256. */
  readonly privateKey: KeyObject
}

/** What {@link importVapidKeys} reads; text is a PEM (PKCS #8 or SEC 1) or base64url of the 32-byte private key. */
export type VapidKeysInput = { readonly publicKey?: string; readonly privateKey: string } | JsonWebKey | string

/**
 * Creates signing keys (RFC 8292 section 2).
 *
 * @example
 * ```ts
 * const vapid = generateVapidKeys()
 * await client.subscribe({ applicationServerKey: vapid.publicKey })
 * ```
 */
export function generateVapidKeys(): VapidKeys {
  const { privateKey, publicKey } = generateRawKeyPair()
  return { publicKey: encodeBase64url(publicKey), privateKey }
}

/**
 * Reads signing keys. A public key beside the private one is checked.
 *
 * @param input - `{ publicKey, privateKey }` as base64url of 65 and 32 bytes (the form of npm `web-push`; `publicKey` can be left out),
 *   a private JWK, a PEM, or base64url of the private key alone.
 * @throws PushwrightError `ERR_KEY` when the key is malformed, not on P-256 or not a pair. No message has the private key in it.
 *
 * @example
 * ```ts
 * const vapid = importVapidKeys(process.env.VAPID_PRIVATE_KEY)
 * ```
 */
export function importVapidKeys(input: VapidKeysInput): VapidKeys {
  if (typeof input === 'string') return isPem(input) ? importPem(input) : importRaw(input, 'the private key', undefined)
  if (typeof input !== 'object' || input === null) {
    throw keyError(
      `Expected VAPID keys to be text, a JWK or { publicKey, privateKey }, got ${input === null ? 'null' : typeof input}.`,
    )
  }
  if ('kty' in input) return importJwk(input)
  if (!('privateKey' in input) || typeof input.privateKey !== 'string') {
    throw keyError('Expected VAPID keys to have a `privateKey` as text, or to be a JWK with `kty`.')
  }
  const publicKey = 'publicKey' in input && input.publicKey !== undefined ? decodePublicKey(input.publicKey) : undefined
  if (!isPem(input.privateKey)) return importRaw(input.privateKey, '`privateKey`', publicKey)
  const keys = importPem(input.privateKey)
  checkPair(keys.publicKey, publicKey)
  return keys
}

/**
 * The private key in the form of npm `web-push`, to be stored; keep it secret.
 *
 * @param keys - Signing keys.
 * @returns base64url of 32 bytes.
 */
export function exportVapidPrivateKey(keys: VapidKeys): string {
  return encodeBase64url(exportScalar(keys.privateKey))
}

function importRaw(text: string, name: string, publicKey: Buffer | undefined): VapidKeys {
  const scalar = decodeBase64url(text.trim(), 'any')
  if (scalar?.length !== scalarLength) {
    const got = scalar === undefined ? 'text that is not base64url' : `${scalar.length} bytes`
    const hint = scalar?.length === pointLength ? ', which looks like the public key' : ''
    throw keyError(`Expected ${name} to be base64url of ${scalarLength} bytes or a PEM, got ${got}${hint}.`)
  }
  const pair = importScalar(scalar)
  if (pair === undefined) throw keyError(`Expected ${name} to be a number between 1 and the order of P-256.`)
  const keys = { publicKey: encodeBase64url(pair.publicKey), privateKey: pair.privateKey }
  checkPair(keys.publicKey, publicKey)
  return keys
}

function importJwk(jwk: JsonWebKey): VapidKeys {
  if (jwk.kty !== 'EC' || jwk.crv !== 'P-256') {
    throw keyError(`Expected a JWK with kty EC and crv P-256, got kty ${String(jwk.kty)} and crv ${String(jwk.crv)}.`)
  }
  if (typeof jwk.d !== 'string') throw keyError('Expected a private JWK with `d`, got a public one.')
  if (jwk.x === undefined && jwk.y === undefined) return importRaw(jwk.d, '`d` of the JWK', undefined)
  const x = decodeBase64url(jwk.x ?? '')
  const y = decodeBase64url(jwk.y ?? '')
  if (x?.length !== 32 || y?.length !== 32)
    throw keyError('Expected `x` and `y` of the JWK to be base64url of 32 bytes each.')
  return importRaw(jwk.d, '`d` of the JWK', Buffer.concat([Buffer.of(0x04), x, y]))
}

function importPem(pem: string): VapidKeys {
  const key = parsePem(pem)
  if (key.asymmetricKeyType !== 'ec' || key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') {
    const got = key.asymmetricKeyDetails?.namedCurve ?? key.asymmetricKeyType
    throw keyError(`Expected the PEM to hold a key on P-256 (prime256v1), got ${String(got)}.`)
  }
  return importJwk(key.export({ format: 'jwk' }))
}

function parsePem(pem: string): KeyObject {
  try {
    return createPrivateKey({ key: pem.trim(), format: 'pem' })
  } catch (error) {
    // Only OpenSSL's code goes on: its error could quote what it was given.
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable'
    throw keyError(
      `Expected the PEM to hold an unencrypted private key, PKCS #8 or SEC 1, got one that OpenSSL refuses (${code}).`,
    )
  }
}

function decodePublicKey(text: unknown): Buffer {
  const point = typeof text === 'string' ? decodeBase64url(text, 'any') : undefined
  if (point?.length === pointLength && point[0] === 0x04) return point
  const got = point === undefined ? 'text that is not base64url' : `${point.length} bytes`
  throw keyError(`Expected \`publicKey\` to be base64url of 65 bytes that begin with 0x04, got ${got}.`)
}

function checkPair(derived: string, given: Buffer | undefined): void {
  if (given === undefined || encodeBase64url(given) === derived) return
  throw keyError(
    `Expected the public key to belong to the private key, whose public key is ${derived}, got ${encodeBase64url(given)}.`,
  )
}

function isPem(text: string): boolean {
  return text.trimStart().startsWith('-----BEGIN')
}

function keyError(message: string): PushwrightError {
  return new PushwrightError('ERR_KEY', message)
}
