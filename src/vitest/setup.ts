// The setup file of each test file: hands the discovery to the provisioner, and gates every test.
import { afterAll, beforeAll, beforeEach, expect, inject } from 'vitest'
import { runPhase } from '../provisioner/index.ts'
import { currentEnvironment, finalise } from './current.ts'
import { setEnforcer } from './decorators/index.ts'
import { enforceAtCall } from './enforce.ts'
import { closeScope, fileMeta, hideInTest, hideSecrets, openScope, setProvided, skipOfTest } from './gate.ts'
import { matchers } from './matchers/index.ts'
import { pushwrightKey } from './provided.ts'

const environment = currentEnvironment()
if (environment?.error !== undefined) throw environment.error

const provided = environment?.provided ?? inject(pushwrightKey)
setProvided(provided)
setEnforcer(enforceAtCall)
expect.extend(matchers)
// An endpoint differs from run to run, and whoever has it can push: neither belongs into a snapshot.
expect.addSnapshotSerializer({
  test: (value: unknown) => typeof value === 'string' && hideSecrets(value) !== value,
  serialize: (value: string, config, indentation, depth, refs, printer) =>
    printer(hideSecrets(value), config, indentation, depth, refs),
})

const longest = 0x7fff_ffff
const { provisioner } = environment ?? {}
if (environment !== undefined && provisioner !== undefined && provided.state === 'ready') {
  const { initialiseTimeout, finaliseTimeout, timeoutScale: scale } = provisioner.global
  environment.finalised = false
  // While Vitest imports the test file, which needs nothing of it: a browser takes seconds to start.
  environment.initialised = runPhase(
    { phase: 'initialise', target: provisioner.target, timeout: initialiseTimeout, scale },
    () => provisioner.initialise(provided.discovery),
  )
  // If the import fails, nobody awaits it here.
  environment.initialised.catch(() => {})
  beforeAll(() => environment.initialised, longest)
  // Here and not only in the environment's teardown, whose errors Vitest loses when they come late.
  afterAll(() => finalise(environment), Math.min(finaliseTimeout * scale + 1000, longest))
}

// Before any fixture exists, so that a test that is skipped provisions nothing. Both phases have limits of their own.
beforeEach(async ({ task, skip, onTestFinished }) => {
  task.file.meta.pushwrightFile ??= fileMeta()
  const meta = task.meta.pushwright ?? { requirements: [] }
  const reason = skipOfTest(meta.requirements)
  if (reason !== undefined) {
    task.meta.pushwright = { ...meta, skip: reason }
    skip(reason.note)
  }
  // After a `setup` or an `afterEach` that throws, Vitest does not call what is returned here; this it does, and last.
  onTestFinished(async () => {
    await closeScope(task)
    hideInTest(task)
  }, longest)
  await openScope(task)
  return () => closeScope(task)
}, longest)
