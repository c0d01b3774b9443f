// A real nats-server with JetStream, on a free port and in a directory of its own.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { directory } from './stage.ts'

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))

/** Starts one that ends with the test, and gives its URL. */
export async function natsServer(): Promise<string> {
  const folder = directory({})
  const server = spawn('nats-server', ['-a', '127.0.0.1', '-p', '-1', '-js', '-sd', folder], {
    stdio: ['ignore', 'ignore', 'pipe'],
    // Where Debian has it, which is not on everybody's PATH.
    env: { PATH: `${process.env.PATH}:/usr/sbin` },
  })
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

/** A running agent. */
export interface RunningAgent {
  readonly name: string
  readonly process: ChildProcess
  /** Waits for an entry of its log. */
  says(text: string): Promise<void>
}

/** Starts `pushwright agent`, and waits until it is ready. */
export async function agent(nats: string, name: string, cwd: string): Promise<RunningAgent> {
  const child = spawn(process.execPath, [main, 'agent', '--nats', nats, '--name', name, '--ack-wait', '2s'], {
    cwd,
    env: { PATH: process.env.PATH, PUSHWRIGHT_LOG_FORMAT: 'json' },
    stdio: ['ignore', 'inherit', 'pipe'],
  })
  endWithTest(child)
  const lines: string[] = []
  const reader = createInterface(child.stderr).on('line', (line) => lines.push(line))
  const says = async (text: string): Promise<void> => {
    while (!lines.some((line) => line.includes(text))) {
      const ended = once(reader, 'close').then(() => {
        throw new Error(`${name} ended without "${text}": ${lines.join('\n')}`)
      })
      await Promise.race([once(reader, 'line'), ended])
    }
  }
  await says('is ready')
  return { name, process: child, says }
}

function endWithTest(child: ChildProcess): void {
  const exited = once(child, 'exit')
  // A server that cannot be started has said so by 'error'.
  exited.catch(() => {})
  onTestFinished(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await exited
  })
}
