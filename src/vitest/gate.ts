// Decides before each test whether it runs, and opens and closes the scope that holds what it uses.
import type { TestContext } from 'vitest'
import { PushwrightError } from '../errors/index.ts'
import { type Provisioner, runPhase, Scope, ScopedProvisioner, Secrets } from '../provisioner/index.ts'
import type { Skip } from '../report/index.ts'
import { currentEnvironment } from './current.ts'
import type { Provided } from './provided.ts'
import { type PushwrightFileMeta, type Requirement, skipOf } from './requirements.ts'
import { fingerprintsOf, type Hide, hideInErrors, hiderOf } from './secrets.ts'
import { keepTranscript, trafficOf } from './transcripts.ts'

type Task = TestContext['task']

/** A scope, and whether the provisioner's `setup` is done with it. */
interface OpenScope {
  readonly scope: Scope
  isSetUp: boolean
}

const scopes = new Map<Task, OpenScope>()

/** Those of the scopes that are closed: an error that comes late can tell them. */
const pastSecrets = new Secrets()

/** The last one that was made, and of what. */
let lastHider: { readonly key: string; readonly provisioner: Provisioner; readonly hide: Hide } | undefined

/** What the setup file was provided with; tests ask for it here. */
let provided: Provided | undefined

/** Remembers what the main process found out. */
export function setProvided(value: Provided): void {
  provided = value
}

/** Why no test of this environment can run, if there is such a reason. */
export function skipOfEnvironment(): Skip | undefined {
  if (provided?.state === 'down') {
    return { reason: 'target-down', ids: [], note: `target ${provided.target} is down`, target: provided.target }
  }
  if (currentEnvironment()?.provisioner !== undefined) return undefined
  const file = provided?.state === 'unconfigured' ? provided.file : '.local/e2etest.ini'
  return {
    reason: 'unconfigured',
    ids: [],
    note: `e2e tests are not configured: write ${file} with a section such as [fixture-server] to run them`,
  }
}

/** Why a test with these requirements cannot run here, if there is a reason. */
export function skipOfTest(requirements: readonly Requirement[]): Skip | undefined {
  const provisioner = currentEnvironment()?.provisioner
  const skip = skipOfEnvironment()
  if (skip !== undefined || provisioner === undefined) return skip
  return skipOf(requirements, provisioner.capabilities, provisioner.target)
}

/** Opens the scope of a test and runs the provisioner's `setup`. */
export async function openScope(task: Task): Promise<void> {
  const provisioner = requireProvisioner()
  const open: OpenScope = { scope: new Scope(task.name), isSetUp: false }
  scopes.set(task, open)
  const { setupTimeout: timeout, timeoutScale: scale } = provisioner.global
  await runPhase({ phase: 'setup', target: provisioner.target, timeout, scale }, () => provisioner.setup(open.scope))
  open.isSetUp = true
}

/**
 * Keeps the transcript where it is wanted, and runs the provisioner's `teardown`, which closes the scope. Errors and leaks fail the test.
 * After a `setup` that failed, the scope is closed without. Does nothing if the scope is closed.
 */
export async function closeScope(task: Task): Promise<void> {
  const open = scopes.get(task)
  if (open === undefined) return
  const { scope, isSetUp } = open
  scopes.delete(task)
  const provisioner = requireProvisioner()
  if (task.meta.pushwright !== undefined) task.meta.pushwright.traffic = trafficOf(scope)
  const { teardownTimeout: timeout, timeoutScale: scale } = provisioner.global
  remember(task, scope)
  hideInTest(task)
  try {
    await keepTranscript(task, scope, provisioner, currentEnvironment()?.options ?? {})
  } finally {
    const phase = { phase: 'teardown', target: provisioner.target, timeout, scale } as const
    if (isSetUp) await runPhase(phase, () => provisioner.teardown(scope))
    // What was still being opened follows from what the test has failed for already.
    else await runPhase(phase, () => scope.close()).catch(() => {})
  }
}

/** Hides secrets in the errors that a test has so far. */
export function hideInTest({ result }: Task): void {
  // Most tests have none, and what hides is not made for nothing.
  if (result?.errors === undefined) return
  const hide = hiderNow()
  if (hide !== undefined) hideInErrors(result.errors, hide)
}

/** The text without the secrets of the tests that run and have run. */
export function hideSecrets(text: string): string {
  return hiderNow()?.(text) ?? text
}

function remember(task: Task, { secrets }: Scope): void {
  for (const secret of secrets) pastSecrets.add(secret)
  const { pushwright } = task.meta
  // Where the environment is alone, there is no reporter to take them out again.
  const isAlone = currentEnvironment()?.provided !== undefined
  if (pushwright === undefined || showsSecrets() || isAlone) return
  pushwright.fingerprints = [...(pushwright.fingerprints ?? []), ...fingerprintsOf(secrets)]
}

function hiderNow(): Hide | undefined {
  const provisioner = currentEnvironment()?.provisioner
  if (provisioner === undefined || showsSecrets()) return undefined
  const held = [...scopes.values()].map(({ scope }) => scope.secrets)
  const key = [pastSecrets, ...held].map(({ version }) => version).join()
  if (key !== lastHider?.key || provisioner !== lastHider.provisioner) {
    const hide = hiderOf([
      ...provisioner.settings.secrets(),
      ...pastSecrets,
      ...held.flatMap((secrets) => [...secrets]),
    ])
    lastHider = { key, provisioner, hide }
  }
  return lastHider.hide
}

function showsSecrets(): boolean {
  return currentEnvironment()?.options.secrets === true
}

/** What a report wants to know of a test file. */
export function fileMeta(): PushwrightFileMeta {
  const node = process.version.slice(1)
  if (provided === undefined || provided.state === 'unconfigured') return { state: 'unconfigured', node }
  const { state, target } = provided
  return { state, target, node, ...(state === 'down' && { message: provided.message }) }
}

/** The provisioner of the environment, bound to the scope of a test. */
export function provisionerOf(task: Task): ScopedProvisioner {
  const scope = scopes.get(task)?.scope
  if (scope !== undefined) return new ScopedProvisioner(requireProvisioner(), scope)
  throw new PushwrightError(
    'ERR_STATE',
    'Expected the setup file of Pushwright to have run, it has not. Use the plugin `pushwright/plugin` in the Vitest project of this file; the environment `pushwright` alone does not work with `isolate: false`.',
  )
}

/** The provisioner of this worker. */
export function requireProvisioner(): Provisioner {
  const provisioner = currentEnvironment()?.provisioner
  if (provisioner !== undefined) return provisioner
  throw new PushwrightError(
    'ERR_UNCONFIGURED',
    'Expected a provisioner in this worker, there is none. Use the plugin `pushwright/plugin` in the Vitest project of this file.',
  )
}
