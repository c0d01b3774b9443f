import { once } from 'node:events'
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { dirname, join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { ask } from '../control/api.ts'
import { type Serving, serve, temporaryDirectory } from './command.ts'

// A process takes its time to start on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

/** Whether nothing listens there. */
async function isFree(url: string): Promise<boolean> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  const [outcome] = await Promise.race([
    once(socket, 'connect').then(() => ['connected']),
    new Promise<string[]>((resolve) =>
      socket.on('error', ({ code }: NodeJS.ErrnoException) => resolve([String(code)])),
    ),
  ])
  socket.destroy()
  return outcome === 'ECONNREFUSED'
}

const ways: readonly [string, (serving: Serving) => unknown][] = [
  ['SIGTERM', ({ process }) => process.kill('SIGTERM')],
  ['SIGINT', ({ process }) => process.kill('SIGINT')],
  ['SIGHUP', ({ process }) => process.kill('SIGHUP')],
  ['POST /shutdown', ({ ready }) => ask(ready.controlUrl, ready.token, 'POST', '/shutdown')],
  ['the end of stdin', ({ process }) => process.stdin.end()],
]

test.for(ways)('%s leaves nothing', async ([, stop]) => {
  const directory = temporaryDirectory()
  const path = join(directory, 'ready.json')
  // The temporary directory is its own, so that what is left would be seen.
  const args = ['--tls', '--exit-with-stdin', '--ready-file', path]
  const serving = await serve(args, { TMPDIR: directory })
  const { ready, ended } = serving
  expect(dirname(dirname(String(ready.caFile)))).toBe(directory)
  await ask(ready.controlUrl, ready.token, 'POST', '/clients')
  const socket = new WebSocket(ready.url, { ca: String(ready.ca) })
  await once(socket, 'open')
  const closed = once(socket, 'close')
  await stop(serving)

  expect(await ended).toEqual({ code: 0, signal: null, stdout: expect.stringMatching(/^\{.*\}\n$/), stderr: '' })
  expect((await closed)[0]).toBe(1001)
  expect(existsSync(path)).toBe(false)
  expect(readdirSync(directory)).toEqual([])
  expect(await isFree(ready.origin)).toBe(true)
  expect(await isFree(ready.controlUrl)).toBe(true)
})

test('without --exit-with-stdin, the end of stdin is of no interest', async () => {
  const { ready, process } = await serve()
  process.stdin.end()
  await once(process.stdin, 'close')
  expect((await ask(ready.controlUrl, ready.token, 'GET', '/status')).status).toBe(200)
})

test('a reader that closes stdout does not end the server', async () => {
  const { ready, process } = await serve()
  process.stdout.destroy()
  expect((await ask(ready.controlUrl, ready.token, 'GET', '/status')).status).toBe(200)
})

test('a ready file that another server has replaced stays', async () => {
  const directory = temporaryDirectory()
  const path = join(directory, 'ready.json')
  const { process, ended } = await serve(['--ready-file', path])
  writeFileSync(path, 'of another server')
  process.kill('SIGTERM')
  expect((await ended).code).toBe(0)
  expect(readdirSync(directory)).toEqual(['ready.json'])
})

test('a ready file that is gone already is no trouble', async () => {
  const directory = temporaryDirectory()
  const path = join(directory, 'ready.json')
  const first = await serve(['--ready-file', path])
  const second = await serve(['--ready-file', path])
  second.process.kill('SIGTERM')
  expect((await second.ended).code).toBe(0)
  first.process.kill('SIGTERM')
  expect((await first.ended).code).toBe(0)
})

test('requests that wait do not hold up the end', async () => {
  const { ready, process, ended } = await serve()
  const { promise, resolve } = Promise.withResolvers<void>()
  const waiting = ask(ready.controlUrl, ready.token, 'GET', '/pushes?wait=60s', { started: resolve })
  await promise
  process.kill('SIGTERM')
  expect((await waiting).status).toBe(503)
  expect((await ended).code).toBe(0)
})
