// A real nats-server with JetStream, for one test: on a free port, in a directory of its own.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { onTestFinished } from 'vitest'

/**
 * Starts one and gives its URL.
 *
 * @param config - Lines of its configuration, such as `max_payload: 1000`.
 */
export async function natsServer(config = ''): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'pushwright-nats-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  // Debian has it where it is not on everybody's PATH.
  const env = { PATH: `${process.env.PATH}:/usr/sbin` }
  const file = join(directory, 'nats.conf')
  writeFileSync(file, config)
  const server = spawn('nats-server', ['-c', file, '-a', '127.0.0.1', '-p', '-1', '-js', '-sd', directory], { env })
  endWithTest(server)
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  server.once('error', (cause) => reject(new Error('Install nats-server to run this test.', { cause })))
  let port = ''
  createInterface(server.stderr).on('line', (line) => {
    port = /Listening for client connections on 127\.0\.0\.1:(\d+)/.exec(line)?.[1] ?? port
    if (line.includes('Server is ready')) resolve(port)
  })
  return `nats://127.0.0.1:${await promise}`
}

/** Kills a process when the test is over, if it has not ended. */
export function endWithTest(child: ChildProcess): void {
  const exited = once(child, 'exit')
  // A process that cannot be started has said so by 'error'.
  exited.catch(() => {})
  onTestFinished(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await exited
  })
}
