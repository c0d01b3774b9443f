// Certificates by the `openssl` command, so that what is tested does not check itself.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** Files of a certificate and its key, with what a pin store says of them. */
export interface TestCertificate {
  readonly cert: string
  readonly key: string
  readonly certFile: string
  readonly keyFile: string
  /** The whole certificate as DER in base64. */
  readonly certificatePin: string
  /** The SubjectPublicKeyInfo as DER in base64. */
  readonly publicKeyPin: string
}

/** A directory that is gone when the test is over. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'pushwright-test-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  return directory
}

const algorithms = {
  ec: ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'],
  rsa: ['-newkey', 'rsa:2048'],
}

/**
 * Makes a certificate.
 *
 * @param issuer - Who signs it; itself if absent.
 * @param names - The subject alternative names; an authority has none.
 */
export function makeCertificate(
  directory: string,
  name: string,
  options: { issuer?: TestCertificate; names?: string; algorithm?: keyof typeof algorithms } = {},
): TestCertificate {
  const { issuer, names, algorithm = 'ec' } = options
  const [certFile, keyFile] = [join(directory, `${name}.pem`), join(directory, `${name}.key`)]
  openssl(
    ...['req', '-x509', '-nodes', '-days', '2', '-subj', `/CN=${name}`, ...algorithms[algorithm]],
    ...['-keyout', keyFile, '-out', certFile],
    ...(names === undefined
      ? []
      : ['-addext', `subjectAltName=${names}`, '-addext', 'basicConstraints=critical,CA:FALSE']),
    ...(issuer === undefined ? [] : ['-CA', issuer.certFile, '-CAkey', issuer.keyFile]),
  )
  const publicKey = openssl('x509', '-in', certFile, '-pubkey', '-noout')
  return {
    cert: readFileSync(certFile, 'utf8'),
    key: readFileSync(keyFile, 'utf8'),
    certFile,
    keyFile,
    certificatePin: bodyOf(readFileSync(certFile, 'utf8')),
    publicKeyPin: bodyOf(publicKey),
  }
}

/** Writes a file and says where. */
export function writeIn(directory: string, name: string, content: unknown): string {
  const file = join(directory, name)
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  return file
}

function openssl(...args: string[]): string {
  return execFileSync('openssl', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}

function bodyOf(pem: string): string {
  return pem.replace(/-----[^-]+-----|\s/g, '')
}
