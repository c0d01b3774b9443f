// One cell of the grid: a real run on a project whose service has one fault in one phase, and what is wrong with how it ended.
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { TemporaryProject } from '../../vitest/temporary-project.ts'
import { expectedOutcome, type Fault, type FaultyService, type Outcome } from './fault.ts'
import { happeningsModule } from './happenings.ts'
import { type FaultPhase, faultyConfig, faultyProvisioner, faultyTests } from './phases.ts'
import { fixture } from './services.ts'

/** How a cell ended. */
export interface Cell {
  /** As it should be. */
  readonly outcome: Outcome
  /** Empty if all was as it should be. */
  readonly problems: readonly string[]
  readonly milliseconds: number
  readonly output: string
}

/** Milliseconds that a run may take on a machine with other work; the timeout that ends it is 15 s at most. */
const longest = 120_000
const limitKeys: Readonly<Partial<Record<FaultPhase, string>>> = {
  'health probe': 'health_timeout',
  discovery: 'initialise_timeout',
  initialise: 'initialise_timeout',
  setup: 'setup_timeout',
  teardown: 'teardown_timeout',
  finalise: 'finalise_timeout',
}

/** Runs one cell; `undefined` if the fault cannot be in that phase. */
export async function runCell(fault: Fault, phase: FaultPhase): Promise<Cell | undefined> {
  const outcome = expectedOutcome(fault, phase)
  if (outcome === undefined) return undefined
  const [well, faulty] = await Promise.all([fixture(), fault.start()])
  try {
    using project = projectWith(fault, phase, well, faulty)
    const startedAt = performance.now()
    const end = await runToItsEnd(project)
    const milliseconds = performance.now() - startedAt
    const problems = problemsOf(end, { outcome, phase, fault })
    if (!(await areProcessesGone(project))) problems.push('leaves a process')
    return { outcome, problems, milliseconds, output: end.output }
  } finally {
    await Promise.all([well.close(), faulty.close()])
  }
}

/** A project whose provisioner comes to harm in a phase. */
function projectWith(fault: Fault, phase: FaultPhase, well: FaultyService, faulty: FaultyService): TemporaryProject {
  const { happening } = fault
  const target = [
    '[mine]',
    'provisioner = ./faulty.ts',
    'timeout = 30s',
    `url = ${well.url}`,
    `faulty_url = ${faulty.url}`,
    `faulty_phase = ${phase}`,
    ...(happening === undefined ? [] : [`happening = ${happening}`]),
    ...(faulty.ini ?? []),
  ]
  return new TemporaryProject({
    '.local/e2etest.ini': `[global]\n${limitsFor(phase).join('\n')}\n${target.join('\n')}\n`,
    'happenings.ts': happeningsModule,
    'faulty.ts': faultyProvisioner,
    'a.test.ts': faultyTests,
    'vitest.config.ts': faultyConfig(phase === 'report' ? happening : undefined),
  })
}

/** 15 s for the phase that comes to harm, and more for the others. */
function limitsFor(phase: FaultPhase): string[] {
  const keys = new Set(Object.values(limitKeys))
  return [...keys].map((key) => `${key} = ${key === limitKeys[phase] ? '15s' : '60s'}`)
}

interface End {
  readonly exitCode: number | null
  readonly overran: boolean
  readonly output: string
  /** What the reporters were told, as JSON; empty if they were told nothing. */
  readonly tree: string
}

async function runToItsEnd(project: TemporaryProject): Promise<End> {
  const child = project.start(['run'])
  let output = ''
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  let overran = false
  const overrun = setTimeout(() => {
    overran = true
    child.kill('SIGKILL')
  }, longest)
  const [exitCode] = (await once(child, 'close')) as [number | null]
  clearTimeout(overrun)
  const treeFile = join(project.directory, 'tree.json')
  const tree = existsSync(treeFile) ? readFileSync(treeFile, 'utf8').replaceAll('\\"', '"') : ''
  return { exitCode, overran, output, tree }
}

interface Expected {
  readonly outcome: Outcome
  readonly phase: FaultPhase
  readonly fault: Fault
}

function problemsOf(
  { exitCode, overran, output, tree }: End,
  { outcome, phase, fault: { cause } }: Expected,
): string[] {
  if (overran) return [`did not end within ${longest / 1000}s`]
  if (outcome === 'killed') return exitCode === 0 ? ['exit code 0'] : []
  const said = tree + output
  const result = /"result":"(\w+)/.exec(tree)?.[1] ?? 'is not reported'
  const wanted = resultIn(outcome, phase)
  const namesPhase = outcome === 'down' || (outcome === 'failed' && phase !== 'test')
  return [
    ...(exitCode === (outcome === 'passed' ? 0 : 1) ? [] : [`exit code ${exitCode}`]),
    ...(wanted === undefined || wanted === result ? [] : [`the test ${result}`]),
    ...(!namesPhase || new RegExp(`[Tt]he ${phase} of target "mine" failed`).test(said)
      ? []
      : ['does not name the phase']),
    ...(outcome === 'passed' || cause === undefined || cause.test(said) ? [] : ['does not name the cause']),
  ]
}

/** What becomes of the test itself, where that is certain. */
function resultIn(outcome: Outcome, phase: FaultPhase): string | undefined {
  if (outcome === 'down') return 'skipped'
  if (outcome === 'passed') return 'passed'
  return outcome === 'failed' && phase === 'test' ? 'failed' : undefined
}

/** Waits until no process of the project is left. */
async function areProcessesGone(project: TemporaryProject): Promise<boolean> {
  for (let tries = 0; tries < 100; tries++) {
    if (processesOf(project.directory).length === 0) return true
    await sleep(50)
  }
  return false
}

/** The processes whose command line names the directory, or that work in it. */
function processesOf(directory: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return (
          readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(directory) ||
          readlinkSync(`/proc/${pid}/cwd`) === directory
        )
      } catch {
        // It has ended meanwhile, or belongs to somebody else.
        return false
      }
    })
    .map(Number)
}
