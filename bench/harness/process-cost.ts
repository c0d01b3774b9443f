// What a command costs with all processes that it starts.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { setInterval } from 'node:timers/promises'

/** The cost of a command that has ended. */
export interface ProcessCost {
  /** Milliseconds from its start to its end. */
  readonly elapsed: number
  /** Milliseconds of the processor, those of its children included. */
  readonly computed: number
  /** The most bytes in use at a time, of all its processes, as far as was seen by looking every 50 ms. */
  readonly resident: number
  readonly output: string
}

/** How a command is run. */
export interface CommandOptions {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
}

/**
 * Runs a command to its end, under Bash, which knows the time of the processor of a process and its children.
 *
 * @throws Error if it ends with anything but 0.
 */
export async function runCommand(
  [program, ...args]: readonly [string, ...string[]],
  { cwd, env }: CommandOptions = {},
): Promise<ProcessCost> {
  const script = 'TIMEFORMAT="%R %U %S"; time "$0" "$@"'
  const child = spawn('bash', ['-c', script, program, ...args], {
    cwd,
    env: { ...process.env, LC_ALL: 'C', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exited = once(child, 'exit')
  const peak = watchMemory(child.pid as number, exited)
  const [output, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), exited])
  const times = /(\d+\.\d+) (\d+\.\d+) (\d+\.\d+)\s*$/.exec(errors)
  if (code !== 0 || times === null) {
    throw new Error(`Expected ${program} ${args.join(' ')} to end well, it ended with ${code}: ${output}${errors}`)
  }
  const [elapsed = 0, user = 0, system = 0] = times.slice(1).map(Number)
  return {
    elapsed: elapsed * 1000,
    computed: (user + system) * 1000,
    resident: await peak,
    output: output + errors.slice(0, times.index),
  }
}

/** The most that a process and its descendants have had in memory, until it ends. */
async function watchMemory(pid: number, exited: Promise<unknown>): Promise<number> {
  const controller = new AbortController()
  exited.then(() => controller.abort())
  let peak = 0
  try {
    for await (const _ of setInterval(50, undefined, { signal: controller.signal })) {
      peak = Math.max(peak, memoryOfFamily(pid))
    }
  } catch {
    // Only the signal ends the interval.
  }
  return peak
}

function memoryOfFamily(ancestor: number): number {
  const processes = readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((entry) => readStatus(Number(entry)) ?? [])
  const family = new Set([ancestor])
  // Parents have lower ids than children nearly always; those that wrap around are found by the next look.
  for (const { pid, parent } of processes) if (family.has(parent)) family.add(pid)
  return processes.filter(({ pid }) => family.has(pid)).reduce((sum, { resident }) => sum + resident, 0)
}

function readStatus(pid: number): { pid: number; parent: number; resident: number } | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const field = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0)
    return { pid, parent: field('PPid'), resident: field('VmRSS') * 1024 }
  } catch {
    // It has ended meanwhile.
    return undefined
  }
}
