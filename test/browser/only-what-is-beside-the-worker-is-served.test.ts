import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { PageHost } from '../../src/browser/page-host.ts'
import { temporaryDirectory } from '../provisioner/certificates.ts'

const secret = 'TOP-SECRET'

/** A service worker, with files and links beside it. */
function writeProject(): string {
  const root = temporaryDirectory()
  const app = join(root, 'project', 'app')
  mkdirSync(join(app, 'lib'), { recursive: true })
  const serviceWorker = join(app, 'sw.js')
  writeFileSync(serviceWorker, 'worker')
  writeFileSync(join(app, 'lib', 'a b.js'), 'library')
  writeFileSync(join(app, '.env'), secret)
  writeFileSync(join(root, 'secret.txt'), secret)
  symlinkSync(join(root, 'secret.txt'), join(app, 'link'))
  symlinkSync(root, join(app, 'directory'))
  symlinkSync(join(app, '.env'), join(app, 'env'))
  return serviceWorker
}

/** Asks for a target as it is written, which no client of HTTP would send. */
async function openHost(): Promise<(target: string) => Promise<string>> {
  const host = await PageHost.start({ serviceWorker: writeProject() })
  onTestFinished(() => host.close())
  const { host: name, port } = new URL(host.openSite().origin)
  return (target) => {
    const socket = connect(Number(port), '127.0.0.1')
    socket.write(`GET ${target} HTTP/1.1\r\nHost: ${name}\r\nConnection: close\r\n\r\n`)
    return text(socket)
  }
}

test.each([
  ['/sw.js', 'worker'],
  ['/sw.js?version=2', 'worker'],
  ['/lib/a%20b.js', 'library'],
  ['/lib/../sw.js', 'worker'],
  ['http://x/sw.js', 'worker'],
])('%s is', async (target, content) => {
  const ask = await openHost()
  const answer = await ask(target)
  expect(answer).toMatch(/^HTTP\/1\.1 200 /)
  expect(answer).toContain(content)
})

test.each([
  '/.env',
  '/lib/../.env',
  '/env',
  '/link',
  '/directory/secret.txt',
  '/../../secret.txt',
  '/..%2f..%2fsecret.txt',
  '/%2e%2e/%2e%2e/secret.txt',
  '/..%5c..%5csecret.txt',
  'http://x/../../secret.txt',
  'http://x/../../../secret.txt',
  'http://x/../../../../secret.txt',
  'http://x/../../../../../../../../../../etc/hostname',
  'a://../../../../../../../../etc/hostname',
  '//etc/hostname',
  '/sw.js%00.txt',
  '/lib',
  '/%',
  '*',
])('%s is not', async (target) => {
  const ask = await openHost()
  const answer = await ask(target)
  expect(answer).toMatch(/^HTTP\/1\.1 40[04] /)
  expect(answer).not.toContain(secret)
})
