import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { ApplicationServer } from '../../src/application-server/index.ts'
import { PushClient } from '../../src/client/index.ts'
import { tlsVerification } from '../../src/provisioner/index.ts'
import { read, refusal } from '../config/read.ts'
import { makeCertificate, type TestCertificate, writeIn } from './certificates.ts'
import { startTlsService } from './tls-service.ts'

const directory = mkdtempSync(join(tmpdir(), 'pushwright-tls-'))
afterAll(() => rmSync(directory, { recursive: true }))

const names = 'DNS:localhost,IP:127.0.0.1'
const authority = makeCertificate(directory, 'authority')
const otherAuthority = makeCertificate(directory, 'other-authority')
const issued = makeCertificate(directory, 'issued', { issuer: authority, names })
const issuedRsa = makeCertificate(directory, 'issued-rsa', { issuer: authority, names, algorithm: 'rsa' })
const misnamed = makeCertificate(directory, 'misnamed', { issuer: authority, names: 'DNS:push.example' })
const selfSigned = makeCertificate(directory, 'self-signed', { names })

let stores = 0

function pinStore(content: unknown): string {
  return writeIn(directory, `pins-${stores++}.json`, content)
}

function verification(lines: string): ReturnType<typeof tlsVerification> {
  return tlsVerification(read(`[stage]\nprovisioner = ./mine.ts\n${lines}`).target())
}

/** What a push client and an application server make of the server: `taken`, or why not. */
async function visit(certificate: TestCertificate, lines: string): Promise<string[]> {
  const service = await startTlsService(certificate)
  const tls = verification(lines)
  const client = new PushClient({ url: service.wss, ...(tls && { tls }) })
  const sender = new ApplicationServer({ ...(tls && { tls }) })
  onTestFinished(async () => {
    client.terminate()
    await sender.close()
  })
  const results = await Promise.allSettled([
    client.connect().then(() => client.hello()),
    sender.send({ endpoint: `${service.https}/wpush/v1/x` }),
  ])
  return results.map((result) => (result.status === 'fulfilled' ? 'taken' : describeError(result.reason)))
}

function describeError({ code, message }: { code: string; message: string }): string {
  return `${code} ${message.replaceAll(/localhost:\d+/g, 'HOST')}`
}

/** Both refuse, each with its own code and the same reason. */
function refused(reason: string): string[] {
  return [
    `ERR_CONNECT Could not open a WebSocket to wss://HOST: ${reason}. Check the URL, and that the push service runs.`,
    `ERR_NETWORK POST https://HOST got no answer: ${reason}. Check that the push service runs.`,
  ]
}

const taken = ['taken', 'taken']

describe('without any setting', () => {
  test('it is left to Node', () => {
    expect(verification('')).toBeUndefined()
  })
  test('an authority of our own is not trusted', async () => {
    expect(await visit(issued, '')).toEqual(refused('UNABLE_TO_VERIFY_LEAF_SIGNATURE'))
  })
  test('a self-signed certificate is not trusted', async () => {
    expect(await visit(selfSigned, '')).toEqual(refused('DEPTH_ZERO_SELF_SIGNED_CERT'))
  })
})

describe('ca', () => {
  test('is trusted', async () => {
    expect(await visit(issued, `ca = ${authority.certFile}`)).toEqual(taken)
    expect(await visit(issuedRsa, `ca = ${authority.certFile}`)).toEqual(taken)
  })
  test('another one does not help', async () => {
    expect(await visit(issued, `ca = ${otherAuthority.certFile}`)).toEqual(refused('UNABLE_TO_VERIFY_LEAF_SIGNATURE'))
  })
  test('does not excuse another name', async () => {
    expect(await visit(misnamed, `ca = ${authority.certFile}`)).toEqual(refused('ERR_TLS_CERT_ALTNAME_INVALID'))
  })
  test('a self-signed certificate is its own', async () => {
    expect(await visit(selfSigned, `ca = ${selfSigned.certFile}`)).toEqual(taken)
  })
})

describe('no_verify', () => {
  test.each([
    ['a self-signed certificate', selfSigned],
    ['an unknown authority', issued],
    ['another name', misnamed],
  ])('takes %s', async (_, certificate) => {
    expect(await visit(certificate, 'no_verify = true')).toEqual(taken)
  })
  test('wins over pins', async () => {
    const store = pinStore({ localhost: [otherAuthority.publicKeyPin] })
    expect(await visit(selfSigned, `no_verify = true\npin_store = ${store}`)).toEqual(taken)
  })
})

describe('a pinned public key', () => {
  const pinned = (certificate: TestCertificate, host = 'localhost'): string =>
    `pin_store = ${pinStore({ [host]: [otherAuthority.publicKeyPin, certificate.publicKeyPin] })}`

  test.each([
    ['elliptic curve', issued],
    ['RSA', issuedRsa],
  ])('of %s is taken', async (_, certificate) => {
    expect(await visit(certificate, `ca = ${authority.certFile}\n${pinned(certificate)}`)).toEqual(taken)
    expect(await visit(certificate, `ca = ${authority.certFile}\n${pinned(certificate)}\npin_type = 0`)).toEqual(taken)
  })
  test('another one is refused, and its fingerprint told', async () => {
    const results = await visit(issued, `ca = ${authority.certFile}\n${pinned(selfSigned)}`)
    const reason =
      /^ERR_(CONNECT|NETWORK) .*: The public key of localhost is not pinned: its SHA-256 is [\w+/]{43}=\. Add it to the pin store if it is right\. Check/
    expect(results).toEqual([expect.stringMatching(reason), expect.stringMatching(reason)])
  })
  test('of another host does not count', async () => {
    const results = await visit(issued, `ca = ${authority.certFile}\n${pinned(issued, 'push.example')}`)
    expect(results).toEqual([expect.stringContaining('is not pinned'), expect.stringContaining('is not pinned')])
  })
  test('does not make the issuer trusted', async () => {
    expect(await visit(issued, pinned(issued))).toEqual(refused('UNABLE_TO_VERIFY_LEAF_SIGNATURE'))
  })
  test('does not excuse another name', async () => {
    expect(await visit(misnamed, `ca = ${authority.certFile}\n${pinned(misnamed)}`)).toEqual(
      refused('ERR_TLS_CERT_ALTNAME_INVALID'),
    )
  })
})

describe('a pinned certificate', () => {
  const pinned = (certificate: TestCertificate): string =>
    `pin_type = certificate\npin_store = ${pinStore({ localhost: [certificate.certificatePin] })}`

  test('is taken', async () => {
    expect(await visit(issued, `ca = ${authority.certFile}\n${pinned(issued)}`)).toEqual(taken)
  })
  test('is trusted, self-signed or issued by somebody unknown', async () => {
    expect(await visit(selfSigned, pinned(selfSigned))).toEqual(taken)
    expect(await visit(issued, pinned(issued))).toEqual(taken)
    expect(await visit(issuedRsa, pinned(issuedRsa).replace('certificate\n', '1\n'))).toEqual(taken)
  })
  test('another one is refused', async () => {
    const results = await visit(issuedRsa, `ca = ${authority.certFile}\n${pinned(issued)}`)
    const reason = 'The certificate of localhost is not pinned'
    expect(results).toEqual([expect.stringContaining(reason), expect.stringContaining(reason)])
  })
  test('does not excuse another name', async () => {
    expect(await visit(misnamed, pinned(misnamed))).toEqual(refused('ERR_TLS_CERT_ALTNAME_INVALID'))
  })
})

describe('a file that is wrong is an error of the configuration', () => {
  const message = (lines: string): string => refusal(() => verification(lines)).replaceAll(directory, 'DIR')

  test('absent', () => {
    expect(message(`ca = ${directory}/none.pem`)).toMatchInlineSnapshot(
      `".local/e2etest.ini:3 [stage] ca: the file cannot be read (ENOENT); it has to be a file that you may read."`,
    )
    expect(message(`pin_store = ${directory}/none.json`)).toMatchInlineSnapshot(
      `".local/e2etest.ini:3 [stage] pin_store: the file cannot be read (ENOENT); it has to be a file that you may read."`,
    )
  })
  test('not PEM', () => {
    expect(message(`ca = ${writeIn(directory, 'no.pem', 'hello')}`)).toMatchInlineSnapshot(
      `".local/e2etest.ini:3 [stage] ca: expected a file of PEM certificates, got something else."`,
    )
  })
  test.each<[string, unknown]>([
    ['no JSON', '{'],
    ['an array', []],
    ['null', null],
    ['a text for a host', { 'push.example': 'AAAA' }],
    ['numbers for a host', { 'push.example': [1] }],
    ['a pin that is no DER', { 'push.example': ['AAAA'] }],
    ['a hash of a key', { 'push.example': ['47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='] }],
    ['a certificate for a key', { 'push.example': [issued.certificatePin] }],
  ])('a pin store of %s', (_, content) => {
    expect(message(`pin_store = ${pinStore(content)}`)).toMatch(
      /^\.local\/e2etest\.ini:3 \[stage\] pin_store: expected (a JSON object of host names|each pin of "push\.example")/,
    )
  })
  test('a public key for a certificate', () => {
    expect(
      message(`pin_type = certificate\npin_store = ${pinStore({ 'push.example': [issued.publicKeyPin] })}`),
    ).toMatchInlineSnapshot(
      `".local/e2etest.ini:4 [stage] pin_store: expected each pin of "push.example" to be DER in base64, of what \`pin_type\` says, got "MFkwEwYHKoZIzj0CAQYI..."."`,
    )
  })
})
