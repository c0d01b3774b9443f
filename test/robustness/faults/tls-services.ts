// Services whose TLS is wrong, and what the INI says to trust.
import { createPublicKey, randomUUID } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer, type TlsOptions } from 'node:tls'
import { createCertificates } from '../../../src/fixture/tls/certificate.ts'
import type { Certificate } from '../../../src/fixture/tls/index.ts'
import type { FaultyService } from './fault.ts'
import { listen } from './services.ts'

const year = 366 * 86_400_000
/** What OpenSSL speaks only if it is asked to. */
const outdated: TlsOptions = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }

/** Its authority is not known. */
export async function unknownAuthority(): Promise<FaultyService> {
  return serve(certificates().server)
}

/** Its chain ends in a certificate that has signed itself. */
export async function selfSigned(): Promise<FaultyService> {
  const { authority, server } = certificates()
  return serve({ cert: server.cert + authority.cert, key: server.key })
}

/** Its certificate is of another host. */
export async function otherHost(): Promise<FaultyService> {
  return trusted(certificates(['push.example']))
}

/** Its certificate was good a year ago. */
export async function expired(): Promise<FaultyService> {
  return trusted(yearsLater(-1, certificates))
}

/** Its certificate will be good in a year. */
export async function notYetValid(): Promise<FaultyService> {
  return trusted(yearsLater(1, certificates))
}

/** It speaks TLS 1.0 and 1.1. */
export async function oldProtocol(): Promise<FaultyService> {
  return trusted(certificates(), outdated)
}

/** Its key is not the one that is pinned. */
export async function otherPin(): Promise<FaultyService> {
  const other = createPublicKey(certificates().server.key).export({ format: 'der', type: 'spki' })
  return withFile(
    await trusted(certificates()),
    'pin_store',
    JSON.stringify({ '127.0.0.1': [other.toString('base64')] }),
  )
}

/** A service that is asked for TLS, and may know nothing of it. */
export function secure(service: FaultyService): FaultyService {
  return { ...service, url: service.url.replace(/^ws:/, 'wss:') }
}

type Certificates = Readonly<Record<'authority' | 'server', Certificate>>

function certificates(names: readonly string[] = ['127.0.0.1']): Certificates {
  return createCertificates(names)
}

async function serve({ cert, key }: Certificate, options: TlsOptions = {}): Promise<FaultyService> {
  return secure(await listen(createServer({ ...options, cert, key }, (socket) => socket.on('error', () => {}))))
}

async function trusted({ authority, server }: Certificates, options?: TlsOptions): Promise<FaultyService> {
  return withFile(await serve(server, options), 'ca', authority.cert)
}

function yearsLater<T>(years: number, make: () => T): T {
  const now = Date.now
  Date.now = () => now() + years * year
  try {
    return make()
  } finally {
    Date.now = now
  }
}

/** The service with a key of the INI that names a file. */
function withFile(service: FaultyService, key: string, content: string): FaultyService {
  const file = join(tmpdir(), `pushwright-fault-${randomUUID()}`)
  writeFileSync(file, content)
  return {
    url: service.url,
    ini: [...(service.ini ?? []), `${key} = ${file}`],
    async close() {
      rmSync(file, { force: true })
      await service.close()
    },
  }
}
