// Reads the TLS keys of a target: what to trust, and which keys or certificates to insist on.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { type ConnectionOptions, checkServerIdentity, type PeerCertificate, rootCertificates } from 'node:tls'
import type { TargetSettings } from '../config/index.ts'
import { PushwrightError } from '../errors/index.ts'

/** How TLS servers are verified, for WebSocket and HTTP alike; Node's own options. */
export type TlsVerification = Pick<ConnectionOptions, 'ca' | 'rejectUnauthorized' | 'checkServerIdentity'>

/**
 * The TLS options of a target: `ca` (trusted beside Node's own), `no_verify` (wins over everything), and `pin_store` with
 * `pin_type`. Pins are an additional condition: the chain and the host name are verified too. A pinned certificate counts as
 * trusted, so that a self-signed one needs no `ca`.
 *
 * @returns `undefined` if the target sets none of these.
 * @throws PushwrightError `ERR_CONFIG` if a file cannot be read or is malformed.
 */
export function tlsVerification(settings: TargetSettings): TlsVerification | undefined {
  if (settings.boolean('no_verify', false)) return { rejectUnauthorized: false }
  const ca = settings.path('ca') === undefined ? [] : [readFile(settings, 'ca')]
  const pins = readPins(settings)
  if (pins === undefined) return ca.length === 0 ? undefined : { ca: [...rootCertificates, ...ca] }
  return {
    ca: [...rootCertificates, ...ca, ...pins.certificates],
    checkServerIdentity: (host, certificate) => checkServerIdentity(host, certificate) ?? pins.check(host, certificate),
  }
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
  const store = parsePinStore(settings)
  return {
    certificates: byCertificate ? [...store.values()].flat().map(toPem) : [],
    check(host, certificate) {
      const actual = (byCertificate ? certificate.raw : certificate.pubkey)?.toString('base64')
      if (actual !== undefined && store.get(host)?.includes(actual)) return undefined
      const what = byCertificate ? 'certificate' : 'public key'
      const fingerprint = createHash('sha256')
        .update(actual ?? '', 'base64')
        .digest('base64')
      return new PushwrightError(
        'ERR_CONNECT',
        `The ${what} of ${host} is not pinned: its SHA-256 is ${fingerprint}. Add it to the pin store if it is right.`,
        { details: { host } },
      )
    },
  }
}

function parsePinStore(settings: TargetSettings): Map<string, string[]> {
  const expected = 'a JSON object of host names to arrays of base64 texts'
  let value: unknown
  try {
    value = JSON.parse(readFile(settings, 'pin_store'))
  } catch (cause) {
    if (cause instanceof PushwrightError) throw cause
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
      return [host, pins]
    }),
  )
}

function readFile(settings: TargetSettings, key: string): string {
  try {
    return readFileSync(settings.path(key) as string, 'utf8')
  } catch (error) {
    throw settings.error(key, `the file cannot be read (${(error as NodeJS.ErrnoException).code}).`)
  }
}

function toPem(base64: string): string {
  return `-----BEGIN CERTIFICATE-----\n${base64.replace(/(.{64})/g, '$1\n').trimEnd()}\n-----END CERTIFICATE-----\n`
}
