// Reads the TLS keys of a target: what to trust, and which keys or certificates to insist on.
import { createHash, createPublicKey, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { ConnectionOptions, PeerCertificate, SecureContext } from 'node:tls'
import type { TargetSettings } from '../config/index.ts'
import { isPushwrightError, PushwrightError } from '../errors/index.ts'

/** Loaded by those alone whose target sets a key of TLS. */
const tls = (): typeof import('node:tls') => process.getBuiltinModule('node:tls')

/** How TLS servers are verified, for WebSocket and HTTP alike; Node's own options. */
export type TlsVerification = Pick<ConnectionOptions, 'secureContext' | 'rejectUnauthorized' | 'checkServerIdentity'>

/**
 * The TLS options of a target: `ca` (trusted beside Node's own), `no_verify` (wins over everything), and `pin_store` with
 * `pin_type`. Pins are an additional condition: the chain and the host name are verified too. A pinned certificate counts as
 * trusted, so that neither it nor its issuer needs a `ca`. The pin of a public key is its SubjectPublicKeyInfo, that of a
 * certificate the whole of it, both DER in base64.
 *
 * @returns `undefined` if the target sets none of these.
 * @throws PushwrightError `ERR_CONFIG` if a file cannot be read or is malformed.
 */
export function tlsVerification(settings: TargetSettings): TlsVerification | undefined {
  if (settings.boolean('no_verify', false)) return { rejectUnauthorized: false }
  const ca = settings.path('ca') === undefined ? [] : [readCa(settings)]
  const pins = readPins(settings)
  if (pins === undefined) return ca.length === 0 ? undefined : { secureContext: trusting(ca) }
  return {
    secureContext: trusting([...ca, ...pins.certificates], { partial: pins.certificates.length > 0 }),
    checkServerIdentity: (host, certificate) =>
      tls().checkServerIdentity(host, certificate) ?? pins.check(host, certificate),
  }
}

/**
 * Made once for all connections, since it takes 10 ms and more to read some hundred certificates.
 *
 * @param partial - Trusts a certificate that somebody else has issued also without its issuer.
 */
function trusting(certificates: readonly string[], { partial = false } = {}): SecureContext {
  const { createSecureContext, getCACertificates } = tls()
  return createSecureContext({ ca: [...getCACertificates(), ...certificates], allowPartialTrustChain: partial })
}

interface Pins {
  /** Pinned certificates as PEM. */
  readonly certificates: string[]
  check(host: string, certificate: PeerCertificate): Error | undefined
}

function readPins(settings: TargetSettings): Pins | undefined {
  if (settings.path('pin_store') === undefined) return undefined
  const type = settings.choice('pin_type', ['public-key', 'certificate', '0', '1'])
  const byCertificate = type === 'certificate' || type === '1'
  const store = parsePinStore(settings, byCertificate ? readCertificate : readPublicKey)
  return {
    certificates: byCertificate ? [...store.values()].flat().map(toPem) : [],
    check(host, certificate) {
      // Node's own `pubkey` is another form for an elliptic curve.
      const actual = (byCertificate ? certificate.raw : spkiOf(certificate.raw)).toString('base64')
      if (store.get(host)?.includes(actual)) return undefined
      const what = byCertificate ? 'certificate' : 'public key'
      const fingerprint = createHash('sha256').update(actual, 'base64').digest('base64')
      return new PushwrightError(
        'ERR_CONNECT',
        `The ${what} of ${host} is not pinned: its SHA-256 is ${fingerprint}. Add it to the pin store if it is right.`,
        { details: { host } },
      )
    },
  }
}

/** @param read - Throws for what cannot be a pin. */
function parsePinStore(settings: TargetSettings, read: (der: Buffer) => unknown): Map<string, string[]> {
  const expected = 'a JSON object of host names to arrays of base64 texts'
  let value: unknown
  try {
    value = JSON.parse(readFile(settings, 'pin_store'))
  } catch (cause) {
    if (isPushwrightError(cause)) throw cause
    throw settings.error('pin_store', `expected ${expected}, got a file that is not JSON.`)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw settings.error('pin_store', `expected ${expected}, got another kind of JSON.`)
  }
  return new Map(
    Object.entries(value).map(([host, pins]) => {
      if (!Array.isArray(pins) || !pins.every((pin) => typeof pin === 'string')) {
        throw settings.error('pin_store', `expected ${expected}, got something else for "${host}".`)
      }
      for (const pin of pins) requireDer(settings, host, pin, read)
      return [host, pins]
    }),
  )
}

function requireDer(settings: TargetSettings, host: string, pin: string, read: (der: Buffer) => unknown): void {
  try {
    read(Buffer.from(pin, 'base64'))
  } catch {
    // What OpenSSL says of it helps nobody.
    const shown = pin.length > 20 ? `${pin.slice(0, 20)}...` : pin
    throw settings.error(
      'pin_store',
      `expected each pin of "${host}" to be DER in base64, of what \`pin_type\` says, got "${shown}".`,
    )
  }
}

function readCa(settings: TargetSettings): string {
  const pem = readFile(settings, 'ca')
  try {
    readCertificate(pem)
  } catch {
    // What OpenSSL says of it helps nobody.
    throw settings.error('ca', 'expected a file of PEM certificates, got something else.')
  }
  return pem
}

function readCertificate(certificate: Buffer | string): X509Certificate {
  return new X509Certificate(certificate)
}

function readPublicKey(der: Buffer): Buffer {
  return createPublicKey({ key: der, format: 'der', type: 'spki' }).export({ format: 'der', type: 'spki' })
}

function spkiOf(certificate: Buffer): Buffer {
  return readCertificate(certificate).publicKey.export({ format: 'der', type: 'spki' })
}

function readFile(settings: TargetSettings, key: string): string {
  try {
    return readFileSync(settings.path(key) as string, 'utf8')
  } catch (error) {
    throw settings.error(
      key,
      `the file cannot be read (${(error as NodeJS.ErrnoException).code}); it has to be a file that you may read.`,
    )
  }
}

function toPem(base64: string): string {
  return `-----BEGIN CERTIFICATE-----\n${base64.replace(/(.{64})/g, '$1\n').trimEnd()}\n-----END CERTIFICATE-----\n`
}
