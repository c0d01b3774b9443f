// `pushwright agent` as a process of its own.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { endWithTest } from './nats-server.ts'

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))

/** A running agent. */
export interface RunningAgent {
  readonly name: string
  readonly process: ChildProcess
  /** Its log so far. */
  readonly lines: readonly string[]
  /** Waits for an entry of its log. */
  says(text: string): Promise<void>
}

/** Starts `pushwright agent`, and waits until it is ready. */
export async function agent(nats: string, name: string, cwd: string): Promise<RunningAgent> {
  const child = spawn(process.execPath, [main, 'agent', '--nats', nats, '--name', name, '--ack-wait', '2s'], {
    cwd,
    env: { PATH: process.env.PATH, PUSHWRIGHT_LOG_FORMAT: 'json', PUSHWRIGHT_LOG_LEVEL: 'debug' },
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
  return { name, process: child, lines, says }
}
