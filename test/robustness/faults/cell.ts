// One cell of the grid: a real run on a project whose service has one fault in one phase, and what is wrong with how it ended.
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { TemporaryProject } from '../../vitest/temporary-project.ts'
import type { Fault } from './faults.ts'
import { fixture } from './faults.ts'
import { currentModule, type FaultPhase, faultyProvisioner, faultyTests } from './phases.ts'

/** How a cell ended. */
export interface Cell {
  /** `down`, `failed` or `passed`, as it should be. */
  readonly outcome: Outcome
  /** Empty if all was as it should be. */
  readonly problems: readonly string[]
  readonly milliseconds: number
  readonly output: string
}

type Outcome = 'down' | 'failed' | 'passed'

/** Milliseconds that a run may take on a machine with other work: all its timeouts together are less than half of that. */
const longest = 60_000
const settings =
  '[global]\nhealth_timeout = 8s\ninitialise_timeout = 8s\nsetup_timeout = 8s\nteardown_timeout = 8s\nfinalise_timeout = 8s\n'

/** Runs one cell. */
export async function runCell(fault: Fault, phase: FaultPhase): Promise<Cell> {
  const [well, faulty] = await Promise.all([fixture(), fault.start()])
  try {
    using project = projectWith(phase, fault.atPhase, [
      `url = ${well.url}`,
      `faulty_url = ${faulty.url}`,
      ...(faulty.ini ?? []),
    ])
    return await judge(project, phase, fault.cause)
  } finally {
    await Promise.all([well.close(), faulty.close()])
  }
}

/** A project whose provisioner comes to harm in a phase. */
export function projectWith(
  phase: FaultPhase,
  atPhase: string | undefined,
  lines: readonly string[],
): TemporaryProject {
  const target = ['[mine]', 'provisioner = ./faulty.ts', 'timeout = 2s', `faulty_phase = ${phase}`, ...lines]
  if (atPhase !== undefined) target.push(`at_phase = ${atPhase}`)
  return new TemporaryProject({
    '.local/e2etest.ini': `${settings}${target.join('\n')}\n`,
    'faulty.ts': faultyProvisioner,
    'current.ts': currentModule,
    'a.test.ts': faultyTests,
  })
}

/** The processes whose command line names the directory. */
export function processesOf(directory: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(directory)
      } catch {
        // It has ended meanwhile.
        return false
      }
    })
    .map(Number)
}

/** Waits until a file is there. */
export async function fileIn(project: TemporaryProject, name: string): Promise<string> {
  for (let tries = 0; tries < 600; tries++) {
    if (existsSync(join(project.directory, name)) && project.read(name) !== '') return project.read(name)
    await sleep(50)
  }
  throw new Error(`Expected the run to write ${name} within 30s, and it did not.`)
}

/** Waits until no process of the project is left. */
export async function areProcessesGone(project: TemporaryProject): Promise<boolean> {
  for (let tries = 0; tries < 100; tries++) {
    if (processesOf(project.directory).length === 0) return true
    await sleep(50)
  }
  return false
}

async function judge(project: TemporaryProject, phase: FaultPhase, cause: RegExp | undefined): Promise<Cell> {
  const startedAt = performance.now()
  const child = project.start(['run'])
  let output = ''
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const overrun = setTimeout(() => child.kill('SIGKILL'), longest)
  const [exitCode] = (await once(child, 'close')) as [number | null]
  clearTimeout(overrun)
  const milliseconds = performance.now() - startedAt
  const outcome = outcomeOf(phase, cause)
  const said = readTree(project) + output
  const problems = [
    ...(exitCode === null ? [`did not end within ${longest / 1000}s`] : []),
    ...(exitCode !== null && exitCode !== (outcome === 'passed' ? 0 : 1) ? [`exit code ${exitCode}`] : []),
    ...(resultOf(project) === (outcome === 'down' ? 'skipped' : outcome) || outcome === 'failed'
      ? []
      : [`the test ${resultOf(project)}`]),
    ...(phase === 'test' && outcome === 'failed' && resultOf(project) !== 'failed'
      ? [`the test ${resultOf(project)}`]
      : []),
    ...(outcome === 'passed' || phase === 'test' || new RegExp(`[Tt]he ${phase} of target "mine" failed`).test(said)
      ? []
      : ['does not name the phase']),
    ...(cause === undefined || cause.test(said) ? [] : ['does not name the cause']),
    ...((await areProcessesGone(project)) ? [] : ['leaves a process']),
  ]
  return { outcome, problems, milliseconds, output }
}

function outcomeOf(phase: FaultPhase, cause: RegExp | undefined): Outcome {
  if (cause === undefined) return 'passed'
  return phase === 'health probe' || phase === 'discovery' ? 'down' : 'failed'
}

function readTree(project: TemporaryProject): string {
  return existsSync(join(project.directory, 'tree.json')) ? project.read('tree.json').replaceAll('\\"', '"') : ''
}

function resultOf(project: TemporaryProject): string {
  const tree = readTree(project)
  return tree === '' ? 'is not reported' : (/"result":"(\w+)/.exec(tree)?.[1] ?? 'is not reported')
}
