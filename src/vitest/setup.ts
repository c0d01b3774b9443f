// The setup file of each test file: hands the discovery to the provisioner, and gates every test.
import { beforeEach, expect, inject } from 'vitest'
import { runPhase } from '../provisioner/index.ts'
import { currentEnvironment } from './current.ts'
import { setEnforcer } from './decorators/index.ts'
import { enforceAtCall } from './enforce.ts'
import { closeScope, openScope, setProvided, skipOfTest } from './gate.ts'
import { matchers } from './matchers/index.ts'
import { pushwrightKey } from './provided.ts'

const provided = inject(pushwrightKey)
const environment = currentEnvironment()
if (environment?.error !== undefined) throw environment.error

setProvided(provided)
setEnforcer(enforceAtCall)
expect.extend(matchers)

if (provided.state === 'ready' && environment?.provisioner !== undefined) {
  const { provisioner } = environment
  const { initialiseTimeout: timeout, timeoutScale: scale } = provisioner.global
  await runPhase({ phase: 'initialise', target: provisioner.target, timeout, scale }, () =>
    provisioner.initialise(provided.discovery),
  )
}

// Before any fixture exists, so that a test that is skipped provisions nothing.
beforeEach(async ({ task, skip }) => {
  const meta = task.meta.pushwright ?? { requirements: [] }
  const reason = skipOfTest(meta.requirements)
  if (reason !== undefined) {
    task.meta.pushwright = { ...meta, skip: reason }
    skip(reason.note)
  }
  await openScope(task)
  return () => closeScope(task)
})
