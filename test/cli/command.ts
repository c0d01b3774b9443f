// Runs the command as a process of its own, from its sources.
import { type ChildProcessWithoutNullStreams, type SpawnOptionsWithoutStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))

export interface Ready {
  url: string
  origin: string
  httpOrigin: string
  httpPorts: Record<string, number[]>
  controlUrl: string
  token: string
  ca?: string
  caFile?: string
  profile: string
  sender?: string
  pid: number
}

export interface Ended {
  code: number | null
  signal: string | null
  stdout: string
  stderr: string
}

export interface Command {
  process: ChildProcessWithoutNullStreams
  ended: Promise<Ended>
}

/** Starts `pushwright`; when the test is over it is asked to end, if it has not. */
export function start(
  args: readonly string[],
  env: Record<string, string> = {},
  options: Pick<SpawnOptionsWithoutStdio, 'cwd' | 'uid' | 'gid'> = {},
): Command {
  const child = spawn(process.execPath, [main, ...args], { ...options, env: { PATH: process.env.PATH, ...env } })
  const texts = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk) => (texts.stdout += chunk))
  child.stderr.on('data', (chunk) => (texts.stderr += chunk))
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal, ...texts }))
  onTestFinished(async () => {
    child.kill('SIGTERM')
    await ended
  })
  return { process: child, ended }
}

export interface Serving extends Command {
  ready: Ready
}

/** Starts `pushwright serve` and waits until it is ready. */
export async function serve(args: readonly string[] = [], env: Record<string, string> = {}): Promise<Serving> {
  const command = start(['serve', ...args], env)
  const { promise, resolve } = Promise.withResolvers<string>()
  createInterface(command.process.stdout).once('line', resolve)
  const line = await Promise.race([promise, command.ended])
  if (typeof line !== 'string') throw new Error(`pushwright serve ended: ${JSON.stringify(line)}`)
  return { ...command, ready: JSON.parse(line) }
}

/** A directory for one test. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'pushwright-cli-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  return directory
}
